import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Headings with what was written under them; what is empty is left out. */
export function Paragraphs({ said }: { said: readonly (readonly [heading: string, text: ReactNode])[] }) {
  return said
    .filter(([, text]) => text)
    .map(([heading, text]) => (
      <div key={heading} style={{ marginBottom: 'var(--mantine-spacing-md)' }}>
        <Text fz="sm" c="dimmed">
          {heading}
        </Text>
        <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</Text>
      </div>
    ));
}
