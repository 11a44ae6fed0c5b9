import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { useDeed } from '../../../ui/use-deed.ts';

const TestDocument = graphql(`
  mutation TestConnector($input: TestConnectorInput!) {
    testConnector(input: $input) {
      id
      testedAt
      testOutcome
      testWords
      testDetail
    }
  }
`);

interface TestConnectionProps {
  connector: {
    id: string;
    name: string;
    testedAt: string | null;
    testOutcome: string | null;
    testWords: string | null;
    testDetail: string | null;
  };
  onClose: () => void;
}

/** Signs in to a connector and says what was found; the last test is there to be seen [P2]. */
export function TestConnection({ connector, onClose }: TestConnectionProps) {
  const { id, name, testedAt, testOutcome, testWords, testDetail } = connector;
  const test = useSend(TestDocument);
  const { run, busy, error } = useDeed(() => test({ input: { id } }));
  return (
    <Dialogue opened onClose={onClose} title={`Test the connection to ${name}`}>
      <Stack>
        <Text fz="sm">Signs in and looks around. Nothing is changed there.</Text>
        <FormProblem message={error?.message} />
        {testOutcome && (
          <Alert color={testOutcome === 'DONE' ? 'green' : 'red'} role="status">
            <Text fz="sm">{testWords}</Text>
            {testDetail && (
              <Text fz="xs" ff="monospace" mt={4} style={{ overflowWrap: 'anywhere' }}>
                {testDetail}
              </Text>
            )}
            <Text fz="xs" mt={4}>
              <DateText at={testedAt} />
            </Text>
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button loading={busy} onClick={() => void run()} data-autofocus>
            Test connection
          </Button>
        </Group>
      </Stack>
    </Dialogue>
  );
}
