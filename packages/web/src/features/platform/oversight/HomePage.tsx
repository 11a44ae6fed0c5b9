import { Grid, SimpleGrid } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { type Level, useViewer } from '../../../data/viewer.ts';
import { money, moneyRounded, monthName } from '../../../lib/format.ts';
import { BarFigure } from '../../../ui/chart/BarFigure.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { EndUserHome } from './EndUserHome.tsx';
import { Figure } from './Figure.tsx';
import { figuresFor } from './figures.ts';
import { ToDo } from './ToDo.tsx';
import { tasksFor } from './tasks.ts';

const HomeDocument = graphql(`
  query Home {
    home {
      resellers
      companies
      endUsers
      activeSubscriptions
      manualTasks
      parkedJobs
      jobsUnderway
      openInvitations
      overdueCount
      overdueMinor
      outstandingMinor
      recurringMinor
      marginMinor
      agreementDue
      revenue {
        month
        netMinor
      }
    }
  }
`);

/** What the figures are made of. */
const COUNTED = [
  'Reseller',
  'Company',
  'EndUser',
  'Membership',
  'Subscription',
  'ProvisioningJob',
  'Invoice',
  'Payment',
  'Agreement',
];

const WELCOME: Record<Level, string> = {
  PLATFORM: 'All resellers, companies and services at a glance.',
  RESELLER: 'Your customers, their services and what they bring in.',
  COMPANY: 'Your people, their services and your invoices.',
  END_USER: 'Your services and what is new about them.',
};

/** Home, for the level of whoever looks [O1]. */
export function HomePage() {
  const { level, displayName } = useViewer();
  return (
    <>
      <PageHeader title={`Hello, ${displayName.split(' ')[0]}`} description={WELCOME[level]} />
      {level === 'END_USER' ? <EndUserHome /> : <Overview level={level} />}
    </>
  );
}

/** What needs doing first, then how things stand, in the figures of an administrator's level. */
function Overview({ level }: { level: Level }) {
  const read = useRead(HomeDocument, {}, { types: COUNTED });
  return (
    <Loaded from={read}>
      {({ home }) => {
        const figures = figuresFor(home, level);
        return (
          <Grid>
            <Grid.Col span={12}>
              <ToDo tasks={tasksFor(home, level)} />
            </Grid.Col>
            {figures.length > 0 && (
              <Grid.Col span={12}>
                <SimpleGrid
                  cols={{ base: 2, sm: Math.ceil(figures.length / 2), lg: figures.length }}
                  spacing="sm"
                >
                  {figures.map((figure) => (
                    <Figure key={figure.label} {...figure} />
                  ))}
                </SimpleGrid>
              </Grid.Col>
            )}
            {home.revenue.length > 0 && (
              <Grid.Col span={12}>
                <BarFigure
                  title={level === 'COMPANY' ? 'Spending, month by month' : 'Revenue, month by month'}
                  measure="Net amount"
                  bars={home.revenue.map(({ month, netMinor }) => ({
                    label: monthName(month, true),
                    value: netMinor,
                  }))}
                  format={(minor) => money(minor)}
                  formatShort={(minor) => moneyRounded(minor, 'GBP', true)}
                />
              </Grid.Col>
            )}
          </Grid>
        );
      }}
    </Loaded>
  );
}
