import { Group, Select } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useRead } from '../../../data/use-read.ts';
import { today } from '../../../lib/today.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { PreviewDocument, ReratingPreview } from './ReratingPreview.tsx';

const TariffsDocument = graphql(`
  query TariffsToRerate {
    tariffs(first: 100, orderBy: { field: NAME }) {
      nodes {
        id
        name
        kind
      }
    }
  }
`);

/** What is asked for, in the address bar, so that it can be kept and sent on. */
interface Asked {
  tariff?: string | undefined;
  company?: string | undefined;
  from: string;
  to: string;
}

/** What re-rating calls would come to, and having it done [B2]. */
export function RerateCalls() {
  const [{ tariff, company, from, to }, ask] = useAsked();
  const companies = useCompanyOptions(true, company);
  const tariffs = useRead(TariffsDocument, {}, { types: ['Tariff'] });
  return (
    <>
      <PageHeader
        title="Re-rate calls"
        description="Calls that were charged by a version of a tariff which does not hold any more. Nothing is changed before you confirm."
        crumbs={[{ label: 'Re-rated calls', link: { to: '/reratings' } }]}
      />
      <Group mb="md" align="end">
        <Loaded from={tariffs}>
          {({ tariffs: { nodes } }) => (
            <Select
              label="Tariff"
              placeholder="Any"
              w={{ base: '100%', sm: 260 }}
              clearable
              searchable
              nothingFoundMessage="Nothing found"
              value={tariff ?? null}
              data={(['WHOLESALE', 'RETAIL'] as const).map((kind) => ({
                group: kind === 'WHOLESALE' ? 'Wholesale' : 'Retail',
                items: nodes
                  .filter((one) => one.kind === kind)
                  .map(({ id, name }) => ({ value: id, label: name })),
              }))}
              onChange={(id) => ask({ tariff: id ?? undefined })}
            />
          )}
        </Loaded>
        <FoundSelect
          label="Company"
          placeholder="Any"
          w={{ base: '100%', sm: 260 }}
          clearable
          choices={companies}
          value={company ?? null}
          onChange={(id) => ask({ company: id ?? undefined })}
        />
        <DayField label="First day" value={from} max={to} onChange={(day) => day && ask({ from: day })} />
        <DayField
          label="Last day"
          value={to}
          min={from}
          max={today()}
          onChange={(day) => day && ask({ to: day })}
        />
      </Group>
      {tariff || company ? (
        <Previewed tariffId={tariff ?? null} companyId={company ?? null} firstDay={from} lastDay={to} />
      ) : (
        <EmptyState icon={<IconArrowsExchange size={22} />} title="Choose a tariff or a company">
          The tariff that was mended, the company that asks, or both.
        </EmptyState>
      )}
    </>
  );
}

export interface AskedCalls {
  tariffId: string | null;
  companyId: string | null;
  firstDay: string;
  lastDay: string;
}

function Previewed(asked: AskedCalls) {
  const read = useRead(PreviewDocument, { ...asked }, { types: ['Tariff', 'CallImport', 'Rerating'] });
  return (
    <Loaded from={read}>
      {({ previewRerating }) => <ReratingPreview preview={previewRerating} asked={asked} />}
    </Loaded>
  );
}

function useAsked(): [Asked, (change: Partial<Asked>) => void] {
  const search: Partial<Record<keyof Asked, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);
  const day = (value: unknown) => (/^\d{4}-\d\d-\d\d$/.test(String(value)) ? String(value) : undefined);
  const to = day(search.to) ?? today();
  return [
    {
      tariff: text(search.tariff),
      company: text(search.company),
      from: day(search.from) ?? monthBefore(to),
      to,
    },
    (change) => void navigate({ to: '.', search: (was) => ({ ...was, ...change }), replace: true }),
  ];
}

/** The first day of the month before that of a day. */
function monthBefore(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 10);
}
