import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { date, instantDate, money } from '../../../lib/format.ts';
import { ButtonLink } from '../../../ui/links.tsx';

const RestrictedDocument = graphql(`
  query Restricted($filter: RestrictionFilter) {
    restrictions(first: 20, filter: $filter, orderBy: { field: CREATED_AT, direction: ASC }) {
      nodes {
        id
        kind
        takesEffectOn
        beganAt
        ofIssuer
        company {
          id
        }
        invoice {
          id
          number
          issuerName
          dueMinor
          currency
        }
      }
    }
  }
`);
const SubscriptionDocument = graphql(`
  query SuspendedSubscription($id: ID!) {
    subscription(id: $id) {
      id
      suspendedAt
      company {
        id
      }
    }
  }
`);
type Restriction = ResultOf<typeof RestrictedDocument>['restrictions']['nodes'][number];

/** What an administrator's own company or reseller is restricted by [B7]. */
export function OwnRestrictions() {
  const { level } = useViewer();
  return <Restrictions filter={{ underWay: true, ...(level === 'RESELLER' && { issued: false }) }} />;
}

/** What a company is restricted by, on its page [B7]. */
export function CompanyRestrictions({ companyId }: { companyId: string }) {
  return <Restrictions filter={{ underWay: true, companyId }} />;
}

/** Why a subscription is suspended, and what ends that [B7]. */
export function SubscriptionRestrictions({ subscriptionId }: { subscriptionId: string }) {
  const read = useRead(SubscriptionDocument, { id: subscriptionId }, { types: ['Subscription'] });
  const subscription = read.state === 'ready' ? read.data.subscription : undefined;
  if (!subscription?.suspendedAt) return null;
  return <Restrictions filter={{ underWay: true, kind: 'SUSPENSION', companyId: subscription.company.id }} />;
}

type Filter = { underWay: boolean; issued?: boolean; companyId?: string; kind?: 'SUSPENSION' };

function Restrictions({ filter }: { filter: Filter }) {
  const read = useRead(RestrictedDocument, { filter }, { types: ['Restriction', 'Invoice', 'InvoicePause'] });
  if (read.state !== 'ready') return null;
  const { nodes } = read.data.restrictions;
  if (!nodes.length) return null;
  const groups = [nodes.filter(({ beganAt }) => beganAt), nodes.filter(({ beganAt }) => !beganAt)];
  return (
    <Stack>
      {groups.map((group) => group[0] && <Told key={group[0].id} first={group[0]} all={group} />)}
    </Stack>
  );
}

/** What holds, or is to: the gravest of it in words, and the invoices that it takes to end it. */
function Told({ first, all }: { first: Restriction; all: readonly Restriction[] }) {
  const { company, beganAt, ofIssuer } = first;
  const gravest = all.find(({ kind }) => kind === 'SUSPENSION') ?? first;
  const invoices = [...new Map(all.map(({ invoice }) => [invoice.id, invoice])).values()];
  return (
    <Alert
      color={beganAt ? 'red' : 'yellow'}
      variant="light"
      icon={beganAt ? <IconLock size={18} /> : <IconAlertTriangle size={18} />}
      title={titleOf(gravest)}
    >
      <Stack gap="xs" align="start">
        <Text fz="sm">
          {beganAt
            ? `It ends by itself as soon as ${invoices.length === 1 ? 'this invoice is' : 'these invoices are'} paid, disputed or promised to be paid.`
            : 'Unless it is paid before.'}{' '}
          {gravest.kind === 'SUSPENSION'
            ? 'Services are kept as they are, and charged all the same.'
            : company
              ? 'What there is goes on.'
              : 'The services of your companies go on.'}
        </Text>
        {invoices.map(({ id, number, issuerName, dueMinor, currency }) => (
          <ButtonLink
            key={id}
            size="xs"
            variant="default"
            to="/invoices/$invoiceId"
            params={{ invoiceId: id }}
          >
            {ofIssuer
              ? `Invoice ${number}, ${money(dueMinor, currency)}`
              : `Pay ${issuerName} ${money(dueMinor, currency)} for ${number}`}
          </ButtonLink>
        ))}
      </Stack>
    </Alert>
  );
}

function titleOf({ kind, beganAt, takesEffectOn }: Restriction): string {
  if (kind === 'SUSPENSION')
    return beganAt
      ? `Services are suspended since ${instantDate(beganAt)}`
      : `Services will be suspended on ${date(takesEffectOn)}`;
  return beganAt
    ? `Nothing new can be ordered since ${instantDate(beganAt)}`
    : `Nothing new can be ordered from ${date(takesEffectOn)}`;
}
