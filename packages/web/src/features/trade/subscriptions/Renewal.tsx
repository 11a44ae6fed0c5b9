import { notifications } from '@mantine/notifications';
import { addDays, type Committed, noticeBy } from '@steward/shared';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { date, plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';

const DoNotRenewDocument = graphql(`
  mutation DoNotRenew($input: DoNotRenewInput!) {
    doNotRenew(input: $input) {
      id
      endsOn
    }
  }
`);

const RenewAgainDocument = graphql(`
  mutation RenewAgain($input: RenewAgainInput!) {
    renewAgain(input: $input) {
      id
      endsOn
    }
  }
`);

interface RenewalProps {
  subscription: { id: string; state: string; endsOn: string | null; product: { name: string } };
  held: Committed;
}

/** Whether a term is followed by another one: said, and taken back, until the last day of notice [C4]. */
export function Renewal({ subscription: { id, state, endsOn, product }, held }: RenewalProps) {
  const doNotRenew = useSend(DoNotRenewDocument, 'Subscription');
  const renewAgain = useSend(RenewAgainDocument, 'Subscription');
  const can = useCan();
  const { until, terms } = held;
  const over = state === 'ENDING' || state === 'ENDED';
  if (!can('SUBSCRIPTION_WRITE') || over || terms.follows !== 'RENEWS' || until === null) return null;
  const by = noticeBy(until, terms);
  if (by < today()) return null;
  if (endsOn !== null)
    return (
      <ConfirmButton
        size="xs"
        title={`Have ${product.name} renew again?`}
        consequence={`It goes on, and renews on ${date(until)} for ${plural(terms.renewalMonths, 'month')}. Until ${date(by)} it can be told not to.`}
        confirmLabel="Renew again"
        onConfirm={async () => {
          await renewAgain({ input: { id } });
          notifications.show({ message: `${product.name} renews on ${date(until)}.` });
        }}
      >
        Renew again
      </ConfirmButton>
    );
  const last = date(addDays(until, -1));
  return (
    <ConfirmButton
      size="xs"
      title={`Have ${product.name} not renew?`}
      consequence={`It goes on until the end of ${last} and is then removed. Until ${date(by)} this can be taken back.`}
      confirmLabel="Do not renew"
      destructive
      onConfirm={async () => {
        await doNotRenew({ input: { id } });
        notifications.show({ message: `${product.name} ends with ${last}.` });
      }}
    >
      Do not renew
    </ConfirmButton>
  );
}
