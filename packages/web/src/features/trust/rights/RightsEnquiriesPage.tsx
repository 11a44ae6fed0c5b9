import { Button, Text, Textarea } from '@mantine/core';
import { prose } from '@steward/shared';
import { IconForms } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { words } from '../../../lib/words.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { KINDS } from './rights-words.ts';

const EnquiriesDocument = graphql(
  `
  query RightsEnquiries(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: RightsEnquiryFilter
    $orderBy: RightsEnquiryOrder
  ) {
    rightsEnquiries(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        kind
        state
        receivedOn
        dueOn
        personName
        personEmail
        organisation
        facts
        note
      }
      totalCount
      pageInfo {
        ...Paging
      }
    }
  }
`,
  [paging],
);
const RouteDocument = graphql(`
  mutation RouteRightsEnquiry($input: RouteRightsEnquiryInput!) {
    routeRightsEnquiry(input: $input) {
      id
    }
  }
`);
const CloseDocument = graphql(`
  mutation CloseRightsEnquiry($input: CloseRightsEnquiryInput!) {
    closeRightsEnquiry(input: $input) {
      id
      state
    }
  }
`);
type Enquiry = ResultOf<typeof EnquiriesDocument>['rightsEnquiries']['nodes'][number];

const STATES: Record<Enquiry['state'], string> = {
  WAITING: 'Waiting',
  ROUTED: 'Passed on',
  CLOSED: 'Closed',
};

/** What came by the public form and names no company that could be told by itself: staff find out who is meant [S85]. */
export function RightsEnquiriesPage() {
  const [doing, setDoing] = useState<{ enquiry: Enquiry; what: 'route' | 'close' }>();
  const list = useList({
    query: EnquiriesDocument,
    page: ({ rightsEnquiries }) => rightsEnquiries,
    type: 'RightsEnquiry',
    settings: { sort: 'DUE_ON', filters: ['state'] },
  });
  return (
    <>
      <PageHeader
        title="Public form"
        description="What strangers asked about their data. Whoever it is about is a company’s to answer: find out which, and pass it on. The person is told nothing that would say who is a customer."
        actions={
          <Button component="a" href="/your-data" variant="default">
            Open the form
          </Button>
        }
      />
      <Siblings of="/rights-requests" at="/rights-requests/form">
        <DataList
          id="rights-enquiries"
          label="Public form"
          list={list}
          columns={COLUMNS}
          filters={[
            {
              key: 'state',
              label: 'Status',
              options: Object.entries(STATES).map(([value, label]) => ({ value, label })),
            },
          ]}
          rowActions={(enquiry) =>
            enquiry.state === 'WAITING' && (
              <RowMenu
                of={enquiry.personName}
                items={[
                  { label: 'Pass on to a company', run: () => setDoing({ enquiry, what: 'route' }) },
                  { label: 'Close', run: () => setDoing({ enquiry, what: 'close' }) },
                ]}
              />
            )
          }
          empty={
            <EmptyState icon={<IconForms size={22} />} title="Nobody has asked">
              What is sent from a work address goes to its company by itself; everything else waits here.
            </EmptyState>
          }
        />
      </Siblings>
      {doing?.what === 'route' && <PassOn enquiry={doing.enquiry} onClose={() => setDoing(undefined)} />}
      {doing?.what === 'close' && <Close enquiry={doing.enquiry} onClose={() => setDoing(undefined)} />}
    </>
  );
}

interface DialogueProps {
  enquiry: Enquiry;
  onClose: () => void;
}

function PassOn({ enquiry, onClose }: DialogueProps) {
  const route = useSend(RouteDocument, 'RightsEnquiry');
  const navigate = useNavigate();
  const form = useSubmitForm({
    initialValues: { companyId: '' },
    send: ({ companyId }) => route({ input: { id: enquiry.id, companyId } }),
    onDone: ({ routeRightsEnquiry }) => {
      onClose();
      void navigate({ to: '/rights-requests/$requestId', params: { requestId: routeRightsEnquiry.id } });
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const companies = useCompanyOptions(true, values.companyId || undefined);
  return (
    <FormModal opened onClose={onClose} title="Pass on to a company" submitLabel="Pass on" form={form}>
      <Text fz="sm">
        {`${enquiry.personName} means “${enquiry.organisation ?? 'nobody in particular'}”. The company’s administrators are told and answer; its time runs from when this came.`}
      </Text>
      <FoundSelect
        label="Company"
        placeholder="Type a name"
        required
        choices={companies}
        nothingFoundMessage="No company of that name"
        {...getInputProps('companyId')}
        value={values.companyId || null}
        onChange={(id) => setFieldValue('companyId', id ?? '')}
      />
    </FormModal>
  );
}

function Close({ enquiry, onClose }: DialogueProps) {
  const close = useSend(CloseDocument);
  const form = useSubmitForm({
    initialValues: { note: '' },
    schema: z.object({ note: prose(2_000) }),
    send: ({ note }) => close({ input: { id: enquiry.id, note } }),
    onDone: onClose,
  });
  return (
    <FormModal opened onClose={onClose} title="Close this?" submitLabel="Close" destructive form={form}>
      <Text fz="sm">It concerns nobody here. Why is noted; the person is not written to.</Text>
      <Textarea
        label="Why"
        required
        autosize
        minRows={2}
        maxLength={2000}
        {...form.form.getInputProps('note')}
      />
    </FormModal>
  );
}

const COLUMNS: readonly Column<Enquiry, 'DUE_ON'>[] = [
  { key: 'person', title: 'Who', value: ({ personName }) => personName },
  { key: 'email', title: 'Address', value: ({ personEmail }) => personEmail },
  { key: 'organisation', title: 'Whom they mean', value: ({ organisation }) => organisation, show: 'always' },
  { key: 'kind', title: 'What', value: ({ kind }) => KINDS[kind], show: 'always' },
  { key: 'facts', title: 'In their words', value: ({ facts }) => facts },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => words(state),
    cell: ({ state }) => <StateBadge state={state} label={STATES[state]} />,
    show: 'always',
  },
  {
    key: 'dueOn',
    title: 'Due',
    value: ({ dueOn }) => dueOn,
    cell: ({ dueOn }) => <DayText day={dueOn} />,
    sort: 'DUE_ON',
    show: 'always',
  },
  { key: 'note', title: 'Why closed', value: ({ note }) => note, show: 'chosen' },
];
