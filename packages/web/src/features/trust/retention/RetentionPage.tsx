import { Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { count, instantDate, monthName, plural } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';
import { Figure } from '../../../ui/Figure.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { ChooseTerm } from './ChooseTerm.tsx';
import {
  DECIDERS,
  type DueTable,
  dueTables,
  type Line,
  monthsWords,
  type Retention,
  RULE_WORDS,
  retentionDocument,
  tableWords,
  total,
} from './retention-words.ts';

/** How long data is kept and why, what of it is over, and what is held [D4]. */
export function RetentionPage() {
  const { level } = useViewer();
  const [companyId, setCompanyId] = useState<string>();
  const choices = useCompanyOptions(level !== 'COMPANY', companyId);
  const read = useRead(
    retentionDocument,
    { companyId: companyId ?? null },
    { types: ['RetentionChoice', 'LegalHold', 'RetentionRun'] },
  );
  return (
    <>
      <PageHeader
        title="Retention"
        description="How long data is kept and what asks for it, what of it is over, and what goes tonight. A legal hold goes before the law, the law before the agreement, the agreement before what is usual."
        actions={
          level !== 'COMPANY' && (
            <FoundSelect
              aria-label="Whose data"
              placeholder="Our own"
              clearable
              choices={choices}
              value={companyId ?? null}
              onChange={(value) => setCompanyId(value ?? undefined)}
            />
          )
        }
      />
      <Siblings of="/retention" at="/retention">
        <Loaded from={read}>
          {(retention) => (
            <Stack gap="lg">
              <Totals retention={retention} all={level !== 'COMPANY' && !companyId} />
              <Matrix lines={retention.retentionMatrix} retention={retention} own={!companyId} />
              <Over tables={dueTables(retention.retentionPreview)} />
            </Stack>
          )}
        </Loaded>
      </Siblings>
    </>
  );
}

/** @param all holds and nights are those of all customers, too */
function Totals({ retention, all }: { retention: Retention; all: boolean }) {
  const tables = dueTables(retention.retentionPreview);
  const due = total(tables.map(({ dueCount, heldCount }) => dueCount - heldCount));
  const held = total(tables.map(({ heldCount }) => heldCount));
  const [last] = retention.retentionRuns.nodes;
  const shorter = retention.retentionMatrix.filter(({ decidedBy }) => decidedBy === 'CHOICE').length;
  return (
    <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="sm">
      <Figure
        label="Goes tonight"
        value={count(due)}
        detail="rows whose time is over"
        href="/retention"
        order={1}
      />
      <Figure
        label="Held"
        value={count(held)}
        detail={`${plural(retention.legalHolds.totalCount, 'legal hold')} in force${all ? ', customers’ included' : ''}`}
        href="/retention/holds"
        order={2}
      />
      <Figure
        label="Last night on which something went"
        value={last ? count(last.gone) : '0'}
        detail={last ? `${instantDate(last.startedAt)}${all ? ', customers’ included' : ''}` : 'None yet'}
        href="/retention/nights"
        order={3}
      />
      <Figure label="Kept shorter by choice" value={count(shorter)} href="/retention" order={4} />
    </SimpleGrid>
  );
}

/** How long, as it is for this tenant. */
const termWords = ({ months, days, words: said }: Line): string => {
  if (months === null) return days === null ? said : `${days} days`;
  return monthsWords(months);
};

function Matrix({ lines, retention, own }: { lines: readonly Line[]; retention: Retention; own: boolean }) {
  const may = useCan()('RETENTION_CHOOSE') && own;
  const [choosing, setChoosing] = useState<Line>();
  const dueOf = (line: Line) =>
    dueTables(retention.retentionPreview).filter(({ rule }) => rule === line.rule);
  return (
    <Section title="How long, and why">
      <FigureTable
        label="How long data is kept"
        head={['What', 'Kept', 'Decided by', 'Because', 'Over', 'Held', '']}
        numeric={[4, 5]}
        rows={lines.map((line) => ({
          key: line.rule,
          cells: [
            <What key="what" line={line} />,
            <Term key="term" line={line} />,
            DECIDERS[line.decidedBy],
            <Text key="because" fz="sm" c="dimmed" maw={320}>
              {line.because}
            </Text>,
            count(total(dueOf(line).map(({ dueCount }) => dueCount))),
            count(total(dueOf(line).map(({ heldCount }) => heldCount))),
            may && (
              <Group key="deeds" justify="flex-end">
                <RowMenu
                  of={RULE_WORDS[line.rule]}
                  items={[
                    line.leastMonths === null || line.leastMonths === line.usualMonths
                      ? { label: 'Keep shorter', held: 'Neither law nor agreement leaves a choice.' }
                      : { label: 'Keep shorter', run: () => setChoosing(line) },
                  ]}
                />
              </Group>
            ),
          ],
        }))}
      />
      {choosing && <ChooseTerm line={choosing} onClose={() => setChoosing(undefined)} />}
    </Section>
  );
}

function What({ line }: { line: Line }) {
  return (
    <Stack gap={2}>
      <Text fz="sm" fw={500}>
        {RULE_WORDS[line.rule]}
      </Text>
      <Text fz="xs" c="dimmed">
        {line.classes.map(words).join(', ')}
      </Text>
    </Stack>
  );
}

function Term({ line }: { line: Line }) {
  const since = line.months === null ? undefined : line.words;
  return (
    <Stack gap={2}>
      <Text fz="sm">{termWords(line)}</Text>
      {since && (line.decidedBy === 'CHOICE' || since.length > 11) && (
        <Text fz="xs" c="dimmed">
          {line.decidedBy === 'CHOICE' && line.usualMonths !== null
            ? `usually ${monthsWords(line.usualMonths).toLowerCase()}`
            : since}
        </Text>
      )}
    </Stack>
  );
}

function Over({ tables }: { tables: readonly DueTable[] }) {
  const [rule, setRule] = useState<string | null>(null);
  const rules = [...new Set(tables.map((table) => table.rule))];
  const shown = tables.filter((table) => !rule || table.rule === rule);
  return (
    <Section
      title="What is over, by table and month"
      actions={
        rules.length > 1 && (
          <Select
            aria-label="Which line"
            placeholder="All lines"
            clearable
            size="xs"
            data={rules.map((value) => ({ value, label: RULE_WORDS[value] }))}
            value={rule}
            onChange={setRule}
          />
        )
      }
    >
      {shown.length === 0 ? (
        <Text c="dimmed" fz="sm">
          Nothing is over: everything that is kept is within its time.
        </Text>
      ) : (
        <FigureTable
          label="What is over"
          head={['Table', 'Line', 'Began in', 'Goes tonight', 'Held', 'For']}
          numeric={[3, 4]}
          rows={shown.flatMap((due) =>
            due.months.map(({ month, dueCount, heldCount }) => ({
              key: `${due.table} ${month}`,
              cells: [
                tableWords(due.table),
                RULE_WORDS[due.rule],
                monthName(month),
                count(dueCount - heldCount),
                count(heldCount),
                heldCount > 0 ? due.holds.map(({ reference }) => reference).join(', ') : '',
              ],
            })),
          )}
        />
      )}
    </Section>
  );
}
