import { Stack } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCompanyOptions } from '../../../../data/use-company-options.ts';
import { useViewer } from '../../../../data/viewer.ts';
import { FoundSelect } from '../../../../ui/form/FoundSelect.tsx';
import { PageHeader } from '../../../../ui/PageHeader.tsx';
import { Section } from '../../../../ui/Section.tsx';
import { useDomainsOf } from '../use-domains-of.ts';
import { ColumnsHelp } from './ColumnsHelp.tsx';
import { DropFile } from './DropFile.tsx';
import { OpenPreviews } from './OpenPreviews.tsx';

/** The start of an import: whose people they are, and the file [U2]. */
export function ImportPage() {
  const { company } = useViewer();
  const { companyId: asked }: { companyId?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const companyId = company?.id ?? (typeof asked === 'string' ? asked : undefined);
  const companies = useCompanyOptions(!company, companyId);
  const domains = useDomainsOf(companyId);
  return (
    <>
      <PageHeader
        title="Import end users"
        crumbs={[{ label: 'End users', link: { to: '/end-users' } }]}
        description="From a CSV file, all at once. First you see what would be added and what is wrong; nothing is written until you confirm."
      />
      <Stack maw={860} gap="lg">
        {!company && (
          <Section>
            <FoundSelect
              label="Company"
              description="The people in the file belong to it, and their addresses to its domains."
              placeholder="Type a name"
              required
              choices={companies}
              nothingFoundMessage="No company of that name"
              value={companyId ?? null}
              onChange={(id) =>
                void navigate({ to: '.', search: { companyId: id ?? undefined }, replace: true })
              }
            />
          </Section>
        )}
        <DropFile
          companyId={companyId}
          onRead={(importId) =>
            void navigate({ to: '/end-users/import/$importId', params: { importId }, search: {} })
          }
        />
        <OpenPreviews companyId={companyId} />
        <ColumnsHelp domain={domains?.[0]} />
      </Stack>
    </>
  );
}
