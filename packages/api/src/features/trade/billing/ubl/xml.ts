const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML 1.0 has no place for: control characters and halves of characters. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const escaped = (text: string): string =>
  text.replace(UNWRITABLE, '').replace(/[&<>"]/g, (character) => ESCAPED[character] as string);

/** An element of a document, ready to stand in another; empty for one that holds nothing, which UBL does not allow. */
export type Element = { readonly xml: string };

/** An element with text, or with elements, of which empty ones are left out. */
export function element(
  name: string,
  content: string | number | null | undefined | readonly Element[],
  attributes: Readonly<Record<string, string>> = {},
): Element {
  const inner =
    typeof content === 'object' && content !== null
      ? content.map(({ xml }) => xml).join('')
      : escaped(String(content ?? '').trim());
  if (inner === '') return { xml: '' };
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return { xml: `<${name}${said.join('')}>${inner}</${name}>` };
}
