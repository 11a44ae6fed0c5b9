import { Button, Group } from '@mantine/core';
import { IconUserQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { formatPhone } from '../../../lib/phone.ts';
import { words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { ApproveRequest } from './ApproveRequest.tsx';
import { type AccessRequestRow, AccessRequestsDocument, nameOf } from './access-requests.ts';
import { DeclineRequest } from './DeclineRequest.tsx';

interface AccessRequestListProps {
  /** Whose page the list is a tab of. */
  companyId?: string;
}

/** Who has asked for access, those who wait and what became of the others [I6]. */
export function AccessRequestList({ companyId }: AccessRequestListProps) {
  const { level } = useViewer();
  const can = useCan();
  const [approving, approve] = useState<AccessRequestRow>();
  const [declining, decline] = useState<AccessRequestRow>();
  const severalCompanies = level !== 'COMPANY' && companyId === undefined;
  const companies = useCompanyOptions(severalCompanies);
  const list = useList({
    query: AccessRequestsDocument,
    page: ({ accessRequests }) => accessRequests,
    type: 'AccessRequest',
    settings: { sort: '-CREATED_AT', filters: ['state', 'companyId'] },
    fixed: companyId ? { companyId } : {},
  });
  return (
    <>
      <DataList
        id={companyId ? 'company-access-requests' : 'access-requests'}
        label="Access requests"
        list={list}
        columns={severalCompanies ? COLUMNS : COLUMNS.filter(({ key }) => key !== 'for')}
        searchHint="Name or e-mail"
        filters={[
          ...(severalCompanies ? [{ key: 'companyId', label: 'Company', ...companies }] : []),
          { key: 'state', label: 'Status', options: STATES },
        ]}
        rowActions={
          can('REQUEST_DECIDE')
            ? (request) =>
                isOpen(request) && (
                  <Group gap={4} wrap="nowrap" justify="flex-end">
                    <Button
                      size="compact-sm"
                      aria-label={`Approve: ${nameOf(request)}`}
                      onClick={() => approve(request)}
                    >
                      Approve
                    </Button>
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={`Decline: ${nameOf(request)}`}
                      onClick={() => decline(request)}
                    >
                      Decline
                    </Button>
                  </Group>
                )
            : undefined
        }
        empty={
          <EmptyState icon={<IconUserQuestion size={22} />} title="Nobody has asked for access">
            Whoever uses the access link appears here, and waits for your decision.
          </EmptyState>
        }
      />
      {approving && <ApproveRequest request={approving} onClose={() => approve(undefined)} />}
      {declining && <DeclineRequest request={declining} onClose={() => decline(undefined)} />}
    </>
  );
}

/** One that nobody decided on in time is over, whether or not that has been noted. */
const stateOf = ({ state, lapsesAt }: AccessRequestRow) =>
  state === 'WAITING' && new Date(lapsesAt) <= new Date() ? 'LAPSED' : state;
const isOpen = (request: AccessRequestRow) => stateOf(request) === 'WAITING';
const stateName = (state: string) => (state === 'WAITING' ? 'Waiting' : words(state));
const STATES = ['WAITING', 'APPROVED', 'DECLINED', 'LAPSED'].map((value) => ({
  value,
  label: stateName(value),
}));

const COLUMNS: readonly Column<AccessRequestRow, 'CREATED_AT' | 'NAME'>[] = [
  {
    key: 'name',
    title: 'Name',
    value: nameOf,
    cell: (request) =>
      request.endUserId ? (
        <TextLink to="/end-users/$endUserId" params={{ endUserId: request.endUserId }} inherit>
          {nameOf(request)}
        </TextLink>
      ) : (
        nameOf(request)
      ),
    sort: 'NAME',
  },
  { key: 'email', title: 'E-mail', value: ({ email }) => email, show: 'always' },
  { key: 'phone', title: 'Phone', value: ({ phone }) => formatPhone(phone ?? ''), show: 'chosen' },
  { key: 'reason', title: 'Why', value: ({ reason }) => reason, show: 'always' },
  {
    key: 'for',
    title: 'Asks to join',
    value: ({ company, reseller }) => company?.name ?? `Team of ${reseller.name}`,
    show: 'always',
  },
  {
    key: 'state',
    title: 'Status',
    value: (request) => stateName(stateOf(request)),
    cell: (request) => <StateBadge state={stateOf(request)} label={stateName(stateOf(request))} />,
    show: 'always',
  },
  {
    key: 'createdAt',
    title: 'Asked',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="ago" />,
    sort: 'CREATED_AT',
  },
  {
    key: 'lapsesAt',
    title: 'Good until',
    value: ({ lapsesAt }) => lapsesAt,
    cell: ({ lapsesAt }) => <DateText at={lapsesAt} as="day" />,
    show: 'chosen',
  },
  { key: 'userId', title: 'User id', value: ({ userId }) => userId, show: 'chosen' },
  {
    key: 'decidedAt',
    title: 'Decided',
    value: ({ decidedAt }) => decidedAt,
    cell: ({ decidedAt }) => <DateText at={decidedAt} />,
    show: 'chosen',
  },
  { key: 'decidedByName', title: 'By', value: ({ decidedByName }) => decidedByName, show: 'chosen' },
  { key: 'answer', title: 'They were told', value: ({ answer }) => answer, show: 'chosen' },
];
