import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { count, money, plural } from '../../../lib/format.ts';
import { Facts } from '../../../ui/Facts.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import type { ChangeSet } from './ChangeSetPage.tsx';
import { StatementDocument } from './Evidence.tsx';

const ConfirmDocument = graphql(`
  mutation ConfirmBulkChange($input: ConfirmBulkChangeInput!) {
    confirmBulkChange(input: $input) {
      id
      state
    }
  }
`);

/** What the file would do, the statement that it takes, and the one button that has it done [U2]. */
export function ConfirmChange({ set }: { set: ChangeSet }) {
  const { id, addCount, changeCount, sameCount, errorCount, serviceCount, monthlyMinor, currency, company } =
    set;
  const statement = useRead(StatementDocument, { version: null });
  const confirm = useSend(ConfirmDocument);
  const [stated, setStated] = useState(false);
  const [leaveOut, setLeaveOut] = useState(false);
  const rows = addCount + changeCount;
  const made = statement.state === 'ready' ? statement.data.bulkChangeStatement : undefined;
  const { run, busy, error } = useDeed(() =>
    confirm({ input: { id, statement: made?.version ?? '', withoutErrors: leaveOut } }),
  );
  return (
    <Section title="What this file does">
      <Stack>
        <Facts
          facts={[
            ['Adds', plural(addCount, 'person', 'people')],
            ['Changes', plural(changeCount, 'person', 'people')],
            ['Leaves as they are', plural(sameCount, 'person', 'people')],
            [
              'Cannot be read',
              errorCount ? plural(errorCount, 'row with errors', 'rows with errors') : 'No row',
            ],
            [
              'Monthly price',
              serviceCount
                ? `${money(monthlyMinor, currency)} more, without VAT, for ${plural(serviceCount, 'service')} from today on`
                : 'Stays as it is',
            ],
          ]}
        />
        {rows > 0 && (
          <>
            {errorCount > 0 && (
              <Checkbox
                label={`Leave out ${plural(errorCount, 'row')} with errors`}
                description="Or correct the file and upload it again: the list below shows what is wrong, and can be saved as CSV."
                checked={leaveOut}
                onChange={(event) => setLeaveOut(event.currentTarget.checked)}
              />
            )}
            <Checkbox
              label="I state the following"
              description={made?.text ?? 'Loading …'}
              checked={stated}
              disabled={!made}
              onChange={(event) => setStated(event.currentTarget.checked)}
            />
            <FormProblem message={error?.message} />
            <Group justify="flex-end">
              <Button
                onClick={() => void run()}
                loading={busy}
                disabled={!stated || (errorCount > 0 && !leaveOut)}
              >
                {company.bulkChangeApproval ? 'Submit for approval: ' : 'Apply '}
                {count(rows)} {rows === 1 ? 'row' : 'rows'}
              </Button>
            </Group>
          </>
        )}
        {rows === 0 && (
          <Text c="dimmed" fz="sm">
            {errorCount
              ? 'No row can be applied. Correct the file and upload it again.'
              : 'There is nothing to do: the directory says all of this already.'}
          </Text>
        )}
      </Stack>
    </Section>
  );
}
