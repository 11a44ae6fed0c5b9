import { Group, Select } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useRead } from '../../../data/use-read.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { monthName } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { WhatIfResult } from './WhatIfResult.tsx';
import { WhatIfDocument } from './what-if-sums.ts';

const VersionsDocument = graphql(`
  query VersionsToCompare {
    tariffs(first: 100, orderBy: { field: NAME }) {
      nodes {
        id
        name
        kind
        versions {
          id
          number
          standing
          validFrom
          validUntil
        }
      }
    }
  }
`);

type Tariff = ResultOf<typeof VersionsDocument>['tariffs']['nodes'][number];

const STANDINGS = { DRAFT: 'draft', COMING: 'to come', IN_FORCE: 'in force', OVER: 'over' } as const;
const KINDS = { WHOLESALE: 'Wholesale', RETAIL: 'Retail' } as const;

/** What is compared, in the address bar, so that it can be kept and sent on. */
interface Asked {
  company?: string | undefined;
  version?: string | undefined;
  from: string;
  to: string;
}

const MONTHS = 12;

/** Prices what a company has called by another tariff, before anyone signs [B2]. */
export function WhatIfPage() {
  const read = useRead(VersionsDocument, {}, { types: ['Tariff'] });
  return (
    <>
      <PageHeader
        title="Calls"
        description="What a company’s calls would have cost by another tariff, beside what was charged. Nothing is changed."
      />
      <Siblings of="/calls" at="/what-if">
        <Loaded from={read}>{({ tariffs }) => <Choice tariffs={tariffs.nodes} />}</Loaded>
      </Siblings>
    </>
  );
}

function Choice({ tariffs }: { tariffs: readonly Tariff[] }) {
  const [{ company, version, from, to }, ask] = useAsked();
  const companies = useCompanyOptions(true, company);
  const versions = tariffs.flatMap(versionsOf);
  const months = lastMonths().map((value) => ({ value, label: monthName(value) }));
  const labelOf = (options: readonly { value: string; label: string }[], id: string | undefined) =>
    options.find(({ value }) => value === id)?.label ?? '';
  const name = `${labelOf(companies.options, company)} by ${labelOf(
    versions.flatMap(({ items }) => items),
    version,
  )}`;
  return (
    <>
      <Group mb="md" align="end">
        <FoundSelect
          label="Company"
          placeholder="Choose a company"
          w={{ base: '100%', sm: 260 }}
          choices={companies}
          value={company ?? null}
          onChange={(id) => ask({ company: id ?? undefined })}
        />
        <Select
          label="Tariff"
          placeholder="Choose a version"
          w={{ base: '100%', sm: 320 }}
          searchable
          nothingFoundMessage="Nothing found"
          value={version ?? null}
          data={versions}
          onChange={(id) => ask({ version: id ?? undefined })}
        />
        <Select
          label="From"
          w={160}
          allowDeselect={false}
          value={from}
          data={months.filter(({ value }) => value <= to)}
          onChange={(month) => month && ask({ from: month })}
        />
        <Select
          label="To"
          w={160}
          allowDeselect={false}
          value={to}
          data={months.filter(({ value }) => value >= from)}
          onChange={(month) => month && ask({ to: month })}
        />
      </Group>
      {company && version ? (
        <Compared {...{ company, version, from, to, name }} />
      ) : (
        <EmptyState icon={<IconScale size={22} />} title="Choose a company and a tariff">
          A draft will do: it is priced as if it were in force in all of the months.
        </EmptyState>
      )}
    </>
  );
}

/** Those that hold or held, and the draft. */
function versionsOf({ name, kind, versions }: Tariff) {
  const items = versions
    .filter(({ validFrom, validUntil }) => validFrom !== validUntil)
    .map(({ id, number, standing }) => ({ value: id, label: `${name} ${number}, ${STANDINGS[standing]}` }));
  return items.length ? [{ group: `${KINDS[kind]} · ${name}`, items }] : [];
}

function Compared({ company, version, from, to, name }: Record<keyof Asked | 'name', string>) {
  const read = useRead(
    WhatIfDocument,
    { companyId: company, tariffVersionId: version, firstMonth: from, lastMonth: to },
    { types: ['CallImport', 'Tariff'] },
  );
  const href = `/calls?companyId=${company}&since=${from}&until=${lastDayOf(to)}&direction=OUTBOUND`;
  return (
    <Loaded from={read}>
      {({ whatIf }) => <WhatIfResult comparison={whatIf} name={name} href={href} />}
    </Loaded>
  );
}

function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

function useAsked(): [Asked, (change: Partial<Asked>) => void] {
  const search: Partial<Record<keyof Asked, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const months = lastMonths();
  const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);
  const month = (value: unknown, otherwise: number): string =>
    months.find((one) => one === value) ?? months[otherwise] ?? '';
  const [from = '', to = ''] = [month(search.from, 2), month(search.to, 0)].sort();
  return [
    { company: text(search.company), version: text(search.version), from, to },
    (change) => void navigate({ to: '.', search: (was) => ({ ...was, ...change }), replace: true }),
  ];
}

/** The first days of this month and of those before it, the latest first. */
function lastMonths(): string[] {
  const [year = 0, month = 0] = today().split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 10),
  );
}
