import { Stack } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { asApiError } from '../../../lib/errors.ts';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { Approval } from './Approval.tsx';
import { ChangeSetList } from './ChangeSetList.tsx';
import { ChooseColumns } from './ChooseColumns.tsx';
import { ColumnsHelp } from './ColumnsHelp.tsx';
import { DropFile } from './DropFile.tsx';
import { refusal } from './refusal.ts';
import { Steps } from './Steps.tsx';
import { type ReadFile, useUpload } from './use-upload.ts';

const DomainDocument = graphql(`
  query DomainOfImport($companyId: ID!) {
    domains(first: 1, filter: { companyId: $companyId, state: PROVED }) {
      nodes {
        id
        name
      }
    }
  }
`);

/** The start of an import: whose people they are, the file, what its columns mean; and what was imported before [U2]. */
export function ImportPage() {
  const { company } = useViewer();
  const can = useCan();
  const { companyId: asked }: { companyId?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const companyId = company?.id ?? (typeof asked === 'string' ? asked : undefined);
  const companies = useCompanyOptions(!company, companyId);
  const domain = useRead(DomainDocument, { companyId: companyId ?? '' }, { pause: !companyId });
  const { columnsOf, preview } = useUpload();
  // The file is held no longer than it takes to have it compared.
  const [read, setRead] = useState<ReadFile & { file: File }>();
  const [busyWith, setBusyWith] = useState<string>();
  const [problem, setProblem] = useState<{ fileName: string; message: string }>();

  const begin = async (file: File) => {
    if (!companyId) return;
    const early = refusal(file);
    setProblem(early ? { fileName: file.name, message: early } : undefined);
    if (early) return;
    setBusyWith(file.name);
    try {
      setRead({ file, ...(await columnsOf(file, companyId)) });
    } catch (thrown) {
      setProblem({ fileName: file.name, message: asApiError(thrown).message });
    } finally {
      setBusyWith(undefined);
    }
  };
  return (
    <>
      <PageHeader
        title="Import people"
        crumbs={[{ label: 'End users', link: { to: '/end-users' } }]}
        description="From a CSV file or an Excel workbook, all at once. First you see what would be added, changed or is wrong; nothing is written until you confirm."
      />
      <Steps active={read ? 1 : 0} />
      <Stack gap="lg">
        <Stack maw={860} gap="lg">
          {!company && !read && (
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
          {read && companyId ? (
            <ChooseColumns
              fileName={read.file.name}
              columns={read.columns}
              services={read.services}
              onBack={() => setRead(undefined)}
              onChosen={async (chosen) => {
                const changeSetId = await preview(read.file, companyId, chosen);
                void navigate({ to: '/end-users/import/$changeSetId', params: { changeSetId }, search: {} });
              }}
            />
          ) : (
            <>
              <DropFile
                waiting={!companyId}
                busyWith={busyWith}
                problem={problem}
                onFile={(file) => void begin(file)}
              />
              <ColumnsHelp
                domain={domain.state === 'ready' ? domain.data.domains.nodes[0]?.name : undefined}
              />
              {company && can('BULK_CHANGE_APPROVE') && <Approval companyId={company.id} />}
            </>
          )}
        </Stack>
        {!read && <ChangeSetList />}
      </Stack>
    </>
  );
}
