import { Anchor } from '@mantine/core';
import { splitLinks } from './split-links.ts';

/** Plain text of a message with its web addresses as links. */
export function MailBody({ text }: { text: string }) {
  return (
    <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxWidth: '72ch', lineHeight: 1.6 }}>
      {splitLinks(text).map(({ at, part, link }) =>
        link ? (
          <Anchor key={at} href={part} target="_blank" rel="noopener noreferrer" underline="always">
            {part}
          </Anchor>
        ) : (
          part
        ),
      )}
    </div>
  );
}
