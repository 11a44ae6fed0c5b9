import { Badge, Group, Tabs } from '@mantine/core';
import {
  IconAdjustments,
  IconArrowsDiff,
  IconChartBar,
  IconChecks,
  IconHeartRateMonitor,
  IconPlugConnected,
} from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { count } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { JobList } from './JobList.tsx';
import { type JobTab, tabOf, tabsFor } from './job-tabs.ts';
import { TaskList } from './TaskList.tsx';

const JobCountsDocument = graphql(`
  query JobCounts($taskOf: TaskSide) {
    PARKED: provisioningJobs(first: 1, filter: { state: PARKED }) {
      totalCount
    }
    WAITING: provisioningJobs(first: 1, filter: { state: WAITING, taskOf: $taskOf }) {
      totalCount
    }
    UNDER_WAY: provisioningJobs(first: 1, filter: { underWay: true }) {
      totalCount
    }
  }
`);

/** What is being set up and taken away: what is stuck, what goes on, and everything there was [P1]. */
export function ProvisioningPage() {
  const can = useCan();
  const { level } = useViewer();
  const { state }: { state?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const counts = useRead(
    JobCountsDocument,
    { taskOf: level === 'PLATFORM' ? 'PLATFORM' : 'RESELLER' },
    { types: ['ProvisioningJob'] },
  );
  const staff = can('PROVISIONING_WRITE');
  const tabs = tabsFor(can('TASK_WRITE'));
  const open = tabOf(state, tabs);
  const countOf = (key: JobTab['key']) =>
    counts.state === 'ready' && key !== 'ALL' ? counts.data[key].totalCount : undefined;
  return (
    <>
      <PageHeader
        title="Provisioning"
        actions={
          <Group gap="xs">
            <ButtonLink
              to="/provisioning/health"
              variant="default"
              leftSection={<IconHeartRateMonitor size={16} />}
            >
              Health
            </ButtonLink>
            <ButtonLink
              to="/provisioning/differences"
              variant="default"
              leftSection={<IconArrowsDiff size={16} />}
            >
              Differences
            </ButtonLink>
            {staff && (
              <ButtonLink to="/provisioning/board" variant="default" leftSection={<IconChartBar size={16} />}>
                Board
              </ButtonLink>
            )}
            {staff && (
              <ButtonLink
                to="/provisioning/rules"
                variant="default"
                leftSection={<IconAdjustments size={16} />}
              >
                Rules
              </ButtonLink>
            )}
            {can('CONNECTOR_WRITE') && (
              <ButtonLink to="/connectors" variant="default" leftSection={<IconPlugConnected size={16} />}>
                Connectors
              </ButtonLink>
            )}
          </Group>
        }
      />
      <Tabs
        value={open.key}
        keepMounted={false}
        onChange={(key) =>
          void navigate({ to: '.', search: { state: key ?? undefined }, resetScroll: false })
        }
      >
        <Tabs.List mb="md" style={{ overflowX: 'auto', flexWrap: 'nowrap' }}>
          {tabs.map(({ key, label, urgent }) => {
            const n = countOf(key);
            return (
              <Tabs.Tab
                key={key}
                value={key}
                style={{ flexShrink: 0 }}
                rightSection={
                  n !== undefined && (
                    <Badge flex="none" size="sm" variant="light" color={urgent && n > 0 ? 'red' : 'gray'}>
                      {count(n)}
                    </Badge>
                  )
                }
              >
                {label}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
        <Tabs.Panel value={open.key}>
          {open.key === 'WAITING' ? (
            <TaskList />
          ) : (
            <JobList
              key={open.key}
              filter={open.filter}
              empty={
                <EmptyState icon={<IconChecks size={22} />} title={open.empty}>
                  {open.why}
                </EmptyState>
              }
            />
          )}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
