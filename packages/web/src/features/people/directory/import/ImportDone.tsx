import { Group } from '@mantine/core';
import { IconCheck, IconTrash } from '@tabler/icons-react';
import { useCan } from '../../../../data/viewer.ts';
import { plural } from '../../../../lib/format.ts';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { ButtonLink } from '../../../../ui/links.tsx';
import { PageHeader } from '../../../../ui/PageHeader.tsx';
import { Section } from '../../../../ui/Section.tsx';
import type { UserImport } from './ImportPreviewPage.tsx';

/** What became of a file: its people are in the directory, with the next step; or it was discarded [U2]. */
export function ImportDone({ of: { fileName, state, rowCount, company } }: { of: UserImport }) {
  const can = useCan();
  const again = (
    <ButtonLink to="/end-users/import" search={{ companyId: company.id }} variant="default">
      Import another file
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={fileName}
        crumbs={[
          { label: 'End users', link: { to: '/end-users' } },
          { label: 'Import', link: { to: '/end-users/import', search: { companyId: company.id } } },
        ]}
      />
      <Section>
        {state === 'APPLIED' ? (
          <EmptyState
            icon={<IconCheck size={22} />}
            title={`${plural(rowCount, 'end user')} added to ${company.name}`}
            action={
              <Group justify="center" gap="xs">
                {again}
                <ButtonLink
                  to="/end-users"
                  search={{ companyId: company.id, sort: '-CREATED_AT', size: 100 }}
                >
                  {can('SUBSCRIPTION_WRITE') ? 'Give them services' : 'See them'}
                </ButtonLink>
              </Group>
            }
          >
            They are in the directory with their addresses. Next, tick them in the list, newest first, and add
            the services they need.
          </EmptyState>
        ) : (
          <EmptyState icon={<IconTrash size={22} />} title="This file was discarded" action={again}>
            Nothing from it is in the directory.
          </EmptyState>
        )}
      </Section>
    </>
  );
}
