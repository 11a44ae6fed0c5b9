import { Button, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { count } from '../../../lib/format.ts';
import { Figure } from '../../../ui/Figure.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { Chains } from './Chains.tsx';
import { RolesTable } from './RolesTable.tsx';

const FiguresDocument = graphql(`
  query ProcessingFigures {
    inUse: subProcessors(filter: { state: IN_USE }) {
      totalCount
    }
    announced: processorChanges(filter: { state: ANNOUNCED }) {
      totalCount
    }
    objections: processorObjections(filter: { open: true }) {
      totalCount
    }
  }
`);

/** How many there are, how many are to change, and what waits for an answer. */
function Figures() {
  const read = useRead(
    FiguresDocument,
    {},
    { types: ['SubProcessor', 'ProcessorChange', 'ProcessorObjection'] },
  );
  return (
    <Loaded from={read}>
      {({ inUse, announced, objections }) => (
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
          <Figure
            label="Sub-processors"
            value={count(inUse.totalCount)}
            href="/sub-processors?state=IN_USE"
            order={1}
          />
          <Figure
            label="Changes announced"
            value={count(announced.totalCount)}
            href="/sub-processor-changes?state=ANNOUNCED"
            order={2}
          />
          <Figure
            label="Objections not answered"
            value={count(objections.totalCount)}
            href="/sub-processor-objections?open=true"
            order={3}
          />
        </SimpleGrid>
      )}
    </Loaded>
  );
}

/** In whose hands personal data is, who decides about it and who acts for them [D1]. */
export function ProcessingPage() {
  const { level, company, reseller } = useViewer();
  const own = level === 'END_USER';
  const registers = useCan()('PROCESSOR_READ');
  return (
    <>
      <PageHeader
        title={own ? 'Who handles my data' : 'Who handles data'}
        actions={
          <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => print()}>
            Print
          </Button>
        }
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
          {registers && <Figures />}
          {company && <Chains />}
          <RolesTable />
        </Stack>
      </Siblings>
    </>
  );
}
