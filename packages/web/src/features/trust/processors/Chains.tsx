import { Group, Stack, Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { countryName, TRANSFERS } from './processor-words.ts';

const ChainDocument = graphql(`
  query ProcessingChain($companyId: ID) {
    processingChain(companyId: $companyId) {
      productId
      product
      links {
        kind
        name
        country
        engagedBy
        subProcessorId
        does
        places
        transfer
      }
    }
  }
`);

/** Through whose hands data goes: of all services, then what each adds to that [D1]. */
export function Chains({ companyId }: { companyId?: string }) {
  const read = useRead(
    ChainDocument,
    { companyId: companyId ?? null },
    { types: ['SubProcessor', 'Subscription'] },
  );
  return (
    <Loaded from={read}>
      {({ processingChain: [common, ...services] }) => {
        const known = new Set(common?.links.map(({ subProcessorId }) => subProcessorId));
        const more = (links: readonly Link[]) =>
          links.filter(({ subProcessorId }) => !known.has(subProcessorId));
        // Services that the same others take part in stand together.
        const together = Map.groupBy(services, ({ links }) =>
          more(links)
            .map(({ name }) => name)
            .join(),
        );
        const alone = together.get('')?.map(({ product }) => product);
        together.delete('');
        return (
          <Stack>
            {common && <Chain title="All services" links={common.links} />}
            {[...together].map(([key, alike]) => (
              <Chain
                key={key}
                title={alike.map(({ product }) => product).join(', ')}
                links={more(alike[0]?.links ?? [])}
                also
              />
            ))}
            {alone && (
              <Text fz="sm" c="dimmed">
                Nobody else has to do with {alone.join(', ')}.
              </Text>
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}

interface Link {
  subProcessorId: string | null;
  kind: 'RESELLER' | 'PLATFORM' | 'SUB_PROCESSOR';
  name: string;
  country: string | null;
  engagedBy: string | null;
  does: string | null;
  places: readonly string[];
  transfer: keyof typeof TRANSFERS | null;
}

const DOES: Partial<Record<Link['kind'], string>> = {
  RESELLER: 'Sells the services, looks after them and helps.',
  PLATFORM: 'Runs the services and this console.',
};

function Chain({ title, links, also = false }: { title: string; links: readonly Link[]; also?: boolean }) {
  return (
    <Section title={title}>
      {also && (
        <Text fz="sm" c="dimmed" mb="xs">
          Besides those of all services:
        </Text>
      )}
      <Lines>
        {links.map(({ kind, name, country, engagedBy, does, places, transfer }) => (
          <li key={`${kind} ${name}`}>
            <Group justify="space-between" gap="xs" align="baseline">
              <Text fw={600}>{name}</Text>
              <Text fz="sm" c="dimmed">
                {engagedBy ? `for ${engagedBy}` : 'for the company'}
              </Text>
            </Group>
            <Text fz="sm">{does ?? DOES[kind]}</Text>
            <Text fz="sm" c="dimmed">
              {places.length ? places.join('; ') : countryName(country)}
              {transfer && transfer !== 'NONE' && ` · ${TRANSFERS[transfer]}`}
            </Text>
          </li>
        ))}
      </Lines>
    </Section>
  );
}
