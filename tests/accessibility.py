"""What a page must offer to every reader, asked of the page itself in the browser.

The rules are those of WCAG 2.2 that a machine can decide (the numbers stand beside them), in
the spirit of the common checkers; each answer names the element it is about.
"""

from __future__ import annotations

from playwright.sync_api import Page

RULES = r"""() => {
  const faults = [];
  const say = (rule, e) => faults.push(rule + ': ' + (e.outerHTML || e).slice(0, 140));
  const all = s => [...document.querySelectorAll(s)];
  const seen = e => e.checkVisibility() && e.getClientRects().length > 0;
  const chart = e => e.closest('svg');
  const name = e => (e.getAttribute('aria-label')
    || (e.getAttribute('aria-labelledby') || '').split(' ').filter(Boolean)
      .map(i => document.getElementById(i)?.textContent || '').join(' ')
    || (e.labels && [...e.labels].map(l => l.textContent).join(' '))
    || e.getAttribute('alt') || e.textContent || e.title || '').trim();

  // 2.4.2, 3.1.1: a page has a title and a language.
  if (!document.title.trim()) say('title', document.head);
  if (!/^(zh-Hans|en)$/.test(document.documentElement.lang)) say('language', '<html>');
  // 1.3.1, 2.4.1: landmarks once, further ones told apart by a name.
  for (const mark of ['main', 'body > header', 'body > footer'])
    if (all(mark).length !== 1) say('landmark ' + mark, document.body);
  const named = all('nav').map(name);
  if (named.some(n => !n) || new Set(all('nav').map(e => e.getAttribute('aria-label'))).size
    !== named.length) say('navigation names', document.body);
  // 1.3.1: one h1, and no level is skipped on the way down.
  const heads = all('h1,h2,h3,h4,h5,h6').filter(e => !e.closest('[hidden]'));
  if (heads.filter(e => e.tagName === 'H1').length !== 1) say('one h1', document.body);
  let level = 0;
  for (const head of heads.filter(e => !e.closest('.text'))) {
    if (+head.tagName[1] > level + 1) say('heading level', head);
    level = +head.tagName[1];
  }
  // 1.1.1: pictures have words.
  for (const e of all('img')) if (!e.hasAttribute('alt')) say('alt', e);
  for (const e of all('svg[role=img]')) if (!e.getAttribute('aria-label')) say('alt', e);
  // 4.1.2: what can be used has a name; what can be scrolled can be reached (2.1.1).
  for (const e of all('a[href],button,input,select,summary,[role=link],[role=region],[role=group]'))
    if (!chart(e) && !name(e)) say('name', e);
  for (const e of all('main *')) {
    const flow = getComputedStyle(e).overflowX;
    if ((flow === 'auto' || flow === 'scroll') && e.scrollWidth > e.clientWidth + 1
      && e.tabIndex < 0 && !e.querySelector('a,button')) say('scroll without key', e);
  }
  for (const e of all('[tabindex]')) if (e.tabIndex > 0) say('order of keys', e);
  // 2.5.3: the name of a control holds the words that are seen on it.
  for (const e of all('button[aria-label],a[aria-label]'))
    if (!chart(e) && e.innerText && !e.querySelector('[aria-hidden]')
      && !name(e).toLowerCase().includes(e.innerText.trim().toLowerCase())) say('label', e);
  // 1.3.1: tables have heads that say what they head; lists hold items.
  for (const e of all('table')) if (!e.querySelector('th')) say('table without head', e);
  for (const e of all('th')) {
    if (!e.getAttribute('scope')) say('scope', e);
    if (!e.textContent.trim()) say('empty head', e);
  }
  for (const e of all('ul,ol')) for (const c of e.children) if (c.tagName !== 'LI') say('list', c);
  for (const e of all('dl')) for (const c of e.children)
    if (!/^(DT|DD|DIV)$/.test(c.tagName)) say('list of terms', c);
  // 4.1.1: an id stands once, and what refers to one finds it.
  const ids = new Map();
  for (const e of all('[id]')) if (!chart(e)) ids.set(e.id, (ids.get(e.id) || 0) + 1);
  for (const [id, n] of ids) if (n > 1) say('id twice', id);
  for (const e of all('[aria-labelledby],[aria-describedby],[for]'))
    for (const at of ['aria-labelledby', 'aria-describedby', 'for'])
      for (const id of (e.getAttribute(at) || '').split(' ').filter(Boolean))
        if (!ids.has(id)) say('reference', e);
  // 3.1.2: Chinese on an English page is marked as Chinese.
  if (document.documentElement.lang === 'en') {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let t = walk.nextNode(); t; t = walk.nextNode()) {
      const e = t.parentElement;
      if (/[\u3400-\u9fff]/.test(t.data) && !chart(e) && !e.closest('[lang]').lang.startsWith('zh'))
        say('language of a part', e);
    }
  }
  // 2.3.3: nothing moves by itself.
  for (const e of all('body *')) {
    const s = getComputedStyle(e);
    if (s.animationName !== 'none' || !/^(0s(, )?)+$/.test(s.transitionDuration)) say('motion', e);
  }
  // 2.5.8: what is no part of a sentence is large enough for a finger.
  if (innerWidth < 600)
    for (const e of all('button,summary,select,input,label,.masthead a,.downloads a,.contents a,'
      + '.ways a,.files a,.pairs a,.outline a')) {
      const box = e.getBoundingClientRect();
      if (seen(e) && !chart(e) && (box.height < 24 || box.width < 24)
        && !e.closest('label,details:not([open]) > :not(summary)')) say('small target', e);
    }
  return faults;
}"""

CONTRASTS = r"""() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const memo = new Map();
  const rgba = c => {
    if (!memo.has(c)) {
      canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1);
      memo.set(c, [...canvas.getImageData(0, 0, 1, 1).data]);
    }
    return memo.get(c);
  };
  const light = v => v.slice(0, 3).map(x => x / 255)
    .map(x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4)
    .reduce((sum, x, i) => sum + x * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = e => {
    for (; e; e = e.parentElement) {
      const c = rgba(getComputedStyle(e).backgroundColor);
      if (c[3] > 250) return c;
    }
    return [255, 255, 255, 255];
  };
  const faults = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let t = walk.nextNode(); t; t = walk.nextNode()) {
    const e = t.parentElement;
    if (!t.data.trim() || e.closest('svg,script') || !e.checkVisibility()) continue;
    const style = getComputedStyle(e);
    const pair = [light(rgba(style.color)), light(ground(e))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    const large = parseFloat(style.fontSize) >= 24
      || (parseFloat(style.fontSize) >= 18.66 && +style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5))
      faults.add(`contrast ${ratio.toFixed(2)}: ${t.data.trim().slice(0, 40)} in ${e.className}`);
  }
  return [...faults];
}"""

FOCUS = r"""() => {
  const e = document.activeElement;
  const s = getComputedStyle(e);
  return e === document.body || (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2)
    ? '' : 'focus unseen: ' + e.outerHTML.slice(0, 120);
}"""


def faults(page: Page) -> list[str]:
    """What the open page lacks, one line each."""
    return list(page.evaluate(RULES))


def faint(page: Page) -> list[str]:
    """Text of less contrast than WCAG 1.4.3 asks for, as the page is shown now."""
    return list(page.evaluate(CONTRASTS))


def lost_focus(page: Page, steps: int) -> list[str]:
    """Where the keyboard's place cannot be seen on a walk of so many steps (2.4.7)."""
    found = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        found.append(page.evaluate(FOCUS))
    return [fault for fault in dict.fromkeys(found) if fault]
