"""How fast, how big, how linear: the figures of the performance table, measured anew.

Figures of one run are compared with one another (extract with jieba, two workers with
one), never with a number written down on another machine.
"""
