import { SimpleGrid, Stack, Text } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { count, date } from '../../../lib/format.ts';
import { BarFigure } from '../../../ui/chart/BarFigure.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { outcomeWords } from './job-words.ts';

const HealthDocument = graphql(`
  query ProvisioningHealth {
    provisioningHealth {
      products {
        productId
        product
        inPlace
        underWay
        failed
        drifting
      }
      failures {
        fault
        jobs
        reason
        since
      }
      days {
        day
        done
      }
    }
  }
`);
type Health = ResultOf<typeof HealthDocument>['provisioningHealth'];
type Product = Health['products'][number];

/** The ways in which a service may stand: its count, what it is called, the filter that lists it. */
const STANDS = [
  ['inPlace', 'In place', 'IN_PLACE'],
  ['underWay', 'Under way', 'UNDER_WAY'],
  ['failed', 'Failed', 'FAILED'],
  ['drifting', 'Differences', 'DRIFTING'],
] as const;

/** How services stand: in place, under way, failed, different from what was ordered; by product, with what failed and why [P1] [O1]. */
export function HealthPage() {
  const read = useRead(HealthDocument, {}, { types: ['ProvisioningJob', 'Subscription'] });
  return (
    <>
      <PageHeader
        title="Health"
        crumbs={[{ label: 'Provisioning', link: { to: '/provisioning' } }]}
        description="Whether services are there as they were ordered."
      />
      <Loaded from={read}>
        {({ provisioningHealth: { products, failures, days } }) =>
          products.length === 0 ? (
            <EmptyState icon={<IconChecks size={22} />} title="Nothing has been set up yet">
              As soon as services run, what is in place and what is not stands here.
            </EmptyState>
          ) : (
            <Stack>
              <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="sm">
                {STANDS.map(([key, label, health], order) => {
                  const services = products.reduce((sum, product) => sum + product[key], 0);
                  const urgent = services > 0 && key === 'failed';
                  return (
                    <Figure
                      key={key}
                      label={label}
                      value={count(services)}
                      {...(urgent && { detail: 'See why below', urgent })}
                      href={`/subscriptions?health=${health}`}
                      order={order}
                    />
                  );
                })}
              </SimpleGrid>
              <Failures failures={failures} />
              <BarFigure
                title="Set up, changed and removed in the last 30 days"
                heading="Day"
                measure="Jobs done"
                bars={days.map(({ day, done }) => ({ label: date(day), value: done }))}
                format={count}
                formatShort={count}
              />
              <Section title="By product">
                <FigureTable
                  label="Services by product"
                  head={['Product', ...STANDS.map(([, label]) => label)]}
                  numeric={[1, 2, 3, 4]}
                  rows={products.map((product) => ({ key: product.productId, cells: rowOf(product) }))}
                />
              </Section>
            </Stack>
          )
        }
      </Loaded>
    </>
  );
}

const rowOf = (product: Product) => [
  product.product,
  ...STANDS.map(([key, , health]) =>
    product[key] === 0 ? (
      '0'
    ) : (
      <TextLink key={key} to="/subscriptions" search={{ health, productId: product.productId }} inherit>
        {count(product[key])}
      </TextLink>
    ),
  ),
];

function Failures({ failures }: Pick<Health, 'failures'>) {
  return (
    <Section title="Failed, by reason">
      {failures.length === 0 ? (
        <Text fz="sm" c="dimmed">
          Nothing has failed.
        </Text>
      ) : (
        <FigureTable
          label="Failed jobs by reason"
          head={['Reason', 'Jobs', 'Since']}
          numeric={[1]}
          rows={failures.map(({ fault, jobs, reason, since }) => ({
            key: String(fault),
            cells: [
              <Stack key="reason" gap={0}>
                <span>{fault ? outcomeWords(fault) : 'Unknown'}</span>
                {reason && (
                  <Text fz="xs" c="dimmed">
                    {reason}
                  </Text>
                )}
              </Stack>,
              <TextLink
                key="jobs"
                to="/provisioning"
                search={{ state: 'PARKED', ...(fault && { fault }) }}
                inherit
              >
                {count(jobs)}
              </TextLink>,
              <DateText key="since" at={since} as="ago" />,
            ],
          }))}
        />
      )}
    </Section>
  );
}
