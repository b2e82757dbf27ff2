// A statement in its text, as the kernel cut it: quote, number, repairs. Words are set as words.

function contextOf(answer, words, line) {
  const text = element("p", { class: "plan-text" });
  for (const piece of answer.pieces) {
    const classes = [piece.in_quote && "plan-in-quote", piece.in_number && "plan-in-number", piece.kind !== "plain" && `plan-${piece.kind}`].filter(Boolean).join(" ");
    const part = element("span", { class: classes, title: piece.hint || undefined });
    if (piece.before) part.append(element("del", {}, piece.before));
    // A table that was flattened to one cell a line is read across again.
    const shown = answer.in_table ? piece.text.replace(/\s*\n\s*/g, " │ ") : piece.text.replace(/\s*\n\s*/g, "\n");
    part.append(piece.kind === "repair" ? element("ins", {}, shown) : shown);
    text.append(part);
  }
  const base = JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}").baseUrl || "/";
  const kinds = new Set(answer.pieces.map((piece) => piece.kind));
  const key = [kinds.has("repair") && [element("del", {}, "甲"), element("ins", {}, "乙"), ` ${words.repaired}`, "plan-repair"],
    kinds.has("doubt") && [element("span", { class: "plan-doubt" }, "甲"), ` ${words.doubtful}`, ""]].filter(Boolean);
  return [
    element("h4", {}, `${answer.title}${answer.section ? ` · ${answer.section}` : ""}`),
    element("p", { class: "plan-note" }, line),
    answer.gloss ? element("p", { class: "plan-gloss" }, answer.gloss) : null,
    text,
    key.length ? element("p", { class: "plan-note plan-key" }, ...key.map((parts) => element("span", { class: parts.at(-1) || undefined }, ...parts.slice(0, -1)))) : null,
    answer.reader ? element("a", { href: `${base}files/${answer.reader}`, target: "_blank", rel: "noopener" }, words.reader) : null,
  ].filter(Boolean);
}
