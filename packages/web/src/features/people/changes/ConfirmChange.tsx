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
  const { id, addCount, changeCount, sameCount, errorCount, emptyCount, company } = set;
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
            ...(emptyCount ? ([['Empties', plural(emptyCount, 'value')]] as const) : []),
            ['Services', servicesOf(set)],
            ['Monthly price', priceOf(set)],
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

/** What begins and what ends. */
function servicesOf({ serviceCount, endCount }: ChangeSet): string {
  const said = [
    ...(serviceCount
      ? [`${plural(serviceCount, 'service')} ${serviceCount === 1 ? 'begins' : 'begin'} today`]
      : []),
    ...(endCount ? [`${plural(endCount, 'service')} ${endCount === 1 ? 'ends' : 'end'} with today`] : []),
  ];
  return said.join(', ') || 'Stay as they are';
}

/** What both come to on the company's monthly price, and how it comes about. */
function priceOf({ serviceCount, endCount, monthlyMinor, endMinor, currency }: ChangeSet): string {
  if (!serviceCount && !endCount) return 'Stays as it is';
  const sum = money(Math.abs(monthlyMinor), currency);
  const net = monthlyMinor
    ? `${sum} ${monthlyMinor > 0 ? 'more' : 'less'}, without VAT`
    : 'Comes to the same';
  return serviceCount && endCount
    ? `${net}: ${money(monthlyMinor + endMinor, currency)} for what begins, less ${money(endMinor, currency)} for what ends`
    : net;
}
