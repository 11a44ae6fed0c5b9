import { List, Text } from '@mantine/core';
import { count, plural } from '../../lib/format.ts';
import { Dialogue } from '../Dialogue.tsx';

interface RefusedLinesProps {
  of: {
    fileName: string;
    problem: string | null;
    refused: number;
    refusals: readonly { line: number; reason: string }[];
  };
  onClose: () => void;
}

/** What of a file was not taken, by line. */
export function RefusedLines({ of: { fileName, problem, refused, refusals }, onClose }: RefusedLinesProps) {
  return (
    <Dialogue opened onClose={onClose} title={fileName} size="lg">
      {problem && <Text>{problem}</Text>}
      {refused > 0 && (
        <>
          <Text mb="sm">
            {plural(refused, 'line was', 'lines were')} not taken
            {refusals.length < refused && `; these are the first ${count(refusals.length)}`}.
          </Text>
          <List size="sm">
            {refusals.map(({ line, reason }) => (
              <List.Item key={line}>
                Line {count(line)}: {reason}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Dialogue>
  );
}
