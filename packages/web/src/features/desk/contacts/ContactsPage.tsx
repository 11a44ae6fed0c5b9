import { Button, SimpleGrid, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAddressBook, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { AddContact } from './ContactForms.tsx';
import { optionsOf, SOURCES, STATUSES } from './contact-words.ts';

const ContactsDocument = graphql(
  `
  query Contacts(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ContactFilter
    $orderBy: ContactOrder
  ) {
    contacts(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        name
        email
        organisation
        source
        pecrStatus
        suppressed
        createdAt
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
const NumbersDocument = graphql(`
  query ContactNumbers {
    all: contacts(first: 1) {
      totalCount
    }
    corporate: contacts(first: 1, filter: { pecrStatus: CORPORATE }) {
      totalCount
    }
    unknown: contacts(first: 1, filter: { pecrStatus: UNKNOWN }) {
      totalCount
    }
    suppressed: contacts(first: 1, filter: { suppressed: true }) {
      totalCount
    }
  }
`);

type Row = ResultOf<typeof ContactsDocument>['contacts']['nodes'][number];

/** Who may want to hear from us and has no account: each with where they are from, and what they are to the rules [N2]. */
export function ContactsPage() {
  const can = useCan();
  const navigate = useNavigate();
  const [adding, add] = useDisclosure();
  const list = useList({
    query: ContactsDocument,
    page: ({ contacts }) => contacts,
    type: 'Contact',
    settings: { sort: 'NAME', filters: ['source', 'pecrStatus', 'suppressed'] },
  });
  return (
    <>
      <PageHeader
        title="Contacts"
        description="People who have no account. Being here is no leave to write to them: each page says what is allowed, and why."
        actions={
          can('CONTACT_EDIT') && (
            <>
              <ButtonLink to="/contacts/import" variant="default">
                Import
              </ButtonLink>
              <Button leftSection={<IconPlus size={16} />} onClick={add.open}>
                Add contact
              </Button>
            </>
          )
        }
      />
      <Siblings of="/contacts" at="/contacts">
        <Numbers />
        <DataList
          id="contacts"
          label="Contacts"
          list={list}
          columns={COLUMNS}
          searchHint="Name, address or company"
          rowLink={({ id }) => ({ to: '/contacts/$contactId', params: { contactId: id } })}
          filters={[
            { key: 'source', label: 'From', options: optionsOf(SOURCES) },
            { key: 'pecrStatus', label: 'Kind', options: optionsOf(STATUSES) },
            {
              key: 'suppressed',
              label: 'Marketing',
              options: [{ value: 'true', label: 'Wants none' }],
            },
          ]}
          empty={
            <EmptyState icon={<IconAddressBook size={22} />} title="No contacts yet">
              Whoever ticks a box on an enquiry form becomes one. You can add people by hand, with where their
              details are from.
            </EmptyState>
          }
        />
      </Siblings>
      <AddContact
        opened={adding}
        onClose={add.close}
        onAdded={(contactId) => void navigate({ to: '/contacts/$contactId', params: { contactId } })}
      />
    </>
  );
}

/** How many there are, and of how many it is not said what they are. */
function Numbers() {
  const read = useRead(NumbersDocument, {}, { types: ['Contact'] });
  if (read.state !== 'ready') return null;
  const { all, corporate, unknown, suppressed } = read.data;
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm" mb="md">
      <Figure
        label="Contacts"
        value={String(all.totalCount)}
        detail="Without an account"
        href="/contacts"
        order={1}
      />
      <Figure
        label="Corporate"
        value={String(corporate.totalCount)}
        detail="May be written to until they object"
        href="/contacts?pecrStatus=CORPORATE"
        order={2}
      />
      <Figure
        label="Kind not known"
        value={String(unknown.totalCount)}
        detail="Taken for individuals, who must agree"
        href="/contacts?pecrStatus=UNKNOWN"
        order={3}
      />
      <Figure
        label="Want no marketing"
        value={String(suppressed.totalCount)}
        detail="Never written to"
        href="/contacts?suppressed=true"
        order={4}
      />
    </SimpleGrid>
  );
}

const COLUMNS: readonly Column<Row, 'NAME' | 'CREATED_AT'>[] = [
  { key: 'name', title: 'Name', value: ({ name }) => name, sort: 'NAME', show: 'always' },
  { key: 'email', title: 'E-mail', value: ({ email }) => email },
  { key: 'organisation', title: 'Company', value: ({ organisation }) => organisation },
  {
    key: 'kind',
    title: 'Kind',
    value: ({ pecrStatus }) => STATUSES[pecrStatus],
    cell: ({ pecrStatus }) => (
      <Text span inherit c={pecrStatus === 'UNKNOWN' ? 'dimmed' : undefined}>
        {STATUSES[pecrStatus]}
      </Text>
    ),
    show: 'always',
  },
  { key: 'source', title: 'From', value: ({ source }) => SOURCES[source] },
  {
    key: 'suppressed',
    title: 'Marketing',
    value: ({ suppressed }) => (suppressed ? 'Wants none' : ''),
    cell: ({ suppressed }) =>
      suppressed && (
        <Text span inherit c="var(--mantine-color-error)">
          Wants none
        </Text>
      ),
  },
  {
    key: 'createdAt',
    title: 'Since',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} />,
    sort: 'CREATED_AT',
  },
];
