import { Button, Checkbox, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { download } from '../../../../lib/download.ts';

interface RecoveryCodesProps {
  codes: readonly string[];
  /** They are kept. */
  onKept: () => void;
}

/** Recovery codes, shown this once: to download, print or copy, and to be kept before going on [S40]. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const [kept, setKept] = useState(false);
  const text = `Steward recovery codes\nEach works once in place of your second factor.\n\n${codes.join('\n')}\n`;
  return (
    <Stack gap="md">
      <Text>
        If you lose your telephone, one of these codes lets you in instead. Each works once. They are not
        shown again.
      </Text>
      <ul style={{ display: 'grid', gap: 4, listStyle: 'none', margin: 0, padding: 0 }}>
        {codes.map((code) => (
          <li key={code}>
            <Code fz="sm" style={{ whiteSpace: 'nowrap' }}>
              {code}
            </Code>
          </li>
        ))}
      </ul>
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          onClick={() => download('steward-recovery-codes.txt', text, 'text/plain')}
        >
          Download
        </Button>
        <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => print(text)}>
          Print
        </Button>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              onClick={copy}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Checkbox
        checked={kept}
        onChange={({ currentTarget }) => setKept(currentTarget.checked)}
        label="I have kept the codes where I find them without this device"
      />
      <Button size="md" disabled={!kept} onClick={onKept} fullWidth>
        Go on
      </Button>
    </Stack>
  );
}

/** The codes alone, not the page around them. */
function print(text: string): void {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  const inside = frame.contentDocument?.body;
  if (!inside) return;
  const lines = frame.contentDocument?.createElement('pre');
  if (!lines) return;
  lines.textContent = text;
  inside.append(lines);
  frame.contentWindow?.addEventListener('afterprint', () => frame.remove());
  frame.contentWindow?.print();
}
