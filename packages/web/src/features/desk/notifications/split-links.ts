interface TextPart {
  /** Where it begins in the text. */
  at: number;
  part: string;
  link: boolean;
}

/** Cuts text into what is a web address and what is not; a full stop or bracket after an address is not part of it. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let done = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}]/g)) {
    if (match.index > done) parts.push({ at: done, part: text.slice(done, match.index), link: false });
    parts.push({ at: match.index, part: match[0], link: true });
    done = match.index + match[0].length;
  }
  if (done < text.length) parts.push({ at: done, part: text.slice(done), link: false });
  return parts;
}
