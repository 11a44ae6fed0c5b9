import { Stack, Text } from '@mantine/core';
import { useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { Chains } from './Chains.tsx';
import { RolesTable } from './RolesTable.tsx';

/** In whose hands personal data is, who decides about it and who acts for them [D1]. */
export function ProcessingPage() {
  const { level, company, reseller } = useViewer();
  const own = level === 'END_USER';
  return (
    <>
      <PageHeader
        title={own ? 'Who handles my data' : 'Who handles data'}
        description={
          own
            ? 'Who decides what is done with what is kept about you, who does it for them, and where.'
            : 'Who is controller and who processor, what for, and through whose hands data goes.'
        }
      />
      <Siblings of="/processing" at="/processing">
        <Stack maw={1180}>
          {own && company && (
            <Section title="In short">
              <Text>
                {company.name} decides which services you have and what for: it is the controller of what is
                kept about you, and whom you ask about it. {reseller.name} provides the services on its
                instructions, with those below. What services cost is charged by {reseller.name}, and the
                network is kept secure, under each one’s own responsibility.
              </Text>
            </Section>
          )}
          {company && <Chains />}
          <RolesTable />
        </Stack>
      </Siblings>
    </>
  );
}
