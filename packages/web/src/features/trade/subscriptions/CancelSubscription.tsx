import { Alert, Radio, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { addDays } from '@steward/shared';
import { type ReactNode, useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { PlaceOrderDocument } from '../../../data/place-order.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { ApiError } from '../../../lib/errors.ts';
import { date } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { earliestLastDay, endsOnAfter, type Outcome, outcomeOf } from './cancellation.ts';

const CancelDocument = graphql(`
  mutation CancelSubscription($input: CancelSubscriptionInput!) {
    cancelSubscription(input: $input) {
      id
      state
      endsOn
    }
  }
`);

interface Cancellable {
  id: string;
  reference: string;
  startsOn: string;
  endsOn: string | null;
  /** The day after the last that has been invoiced. */
  invoicedTo: string | null;
  /** The terms for which it was taken; the last says when it may end. */
  commitments: readonly { earliestEnd: string }[];
  state: string;
  product: { name: string };
  company: { id: string };
  endUser: { displayName: string } | null;
}

/** Whether there is still something to cancel. */
export function isRunning({ state }: { state: string }): boolean {
  return state !== 'ENDING' && state !== 'ENDED';
}

interface CancelSubscriptionProps {
  subscription: Cancellable;
  opened: boolean;
  onClose: () => void;
}

/** The dialogue that ends a subscription: it asks for the last day and says what will happen [C4]. */
function CancelSubscription({ subscription, opened, onClose }: CancelSubscriptionProps) {
  const { id, product, company, endUser, startsOn, endsOn, invoicedTo, commitments } = subscription;
  const cancel = useSend(CancelDocument);
  const order = useSend(PlaceOrderDocument, 'Subscription');
  const { level } = useViewer();
  const now = today();
  const coming = startsOn > now;
  // Whoever has given notice in time is not bound any longer; in its first days nothing binds.
  const agreed = commitments.at(-1)?.earliestEnd;
  const bound =
    agreed && agreed > addDays(now, 1) && agreed > startsOn && !(endsOn && endsOn < agreed) ? agreed : null;
  const form = useSubmitForm({
    // Whoever changes the day of an end that is planned begins with that day.
    initialValues: endsOn ? { when: 'day', endsOn: addDays(endsOn, -1) } : { when: 'now', endsOn: '' },
    send: async ({ when, endsOn: lastDay }) => {
      if (when === 'day' && !lastDay)
        throw new ApiError('INVALID_INPUT', '', [{ path: 'endsOn', message: 'Must be filled in.' }]);
      const ends = when === 'day' ? endsOnAfter(lastDay) : (bound ?? (coming ? startsOn : addDays(now, 1)));
      // A day that is planned is moved, and a day that has been is noted: neither is an order.
      if (endsOn || (!coming && ends <= now)) {
        await cancel({ input: { id, endsOn: when === 'day' ? ends : null } });
        return null;
      }
      const { placeOrder } = await order({
        input: { companyId: company.id, lines: [{ subscriptionId: id, ends: true }], startsOn: ends },
      });
      return placeOrder.awaits.length > 0 ? placeOrder.reference : null;
    },
    onDone: (awaiting) => {
      notifications.show({
        message: awaiting
          ? `Order ${awaiting} waits for approval: until then ${product.name} goes on.`
          : `${product.name} ${DONE[outcome]}`,
      });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  const soonest = bound ? addDays(bound, -1) : coming ? addDays(startsOn, -1) : now;
  const lastDay = values.when === 'day' ? values.endsOn : soonest;
  const what = `${product.name}${endUser ? ` of ${endUser.displayName}` : ''}`;
  const outcome = outcomeOf({ today: now, startsOn, lastDay });
  return (
    <FormModal
      opened={opened}
      onClose={onClose}
      title={endsOn ? `Change the last day of ${what}` : `Cancel ${what}?`}
      submitLabel={endsOn ? 'Change last day' : 'Cancel subscription'}
      dismissLabel={endsOn ? 'Leave it' : 'Keep it'}
      destructive={!endsOn || outcome === 'NOW'}
      form={form}
    >
      <Radio.Group label="When it ends" {...getInputProps('when')}>
        <Stack gap="xs" mt={6}>
          <Radio
            value="now"
            label={
              bound
                ? `As soon as was agreed: ${date(soonest)} is the last day`
                : coming
                  ? `Before it begins on ${date(startsOn)}`
                  : 'Now: today is the last day'
            }
          />
          <Radio value="day" label="On another day" />
        </Stack>
      </Radio.Group>
      {values.when === 'day' && (
        <DayField
          label="Last day"
          description="The last day on which it works and is charged."
          required
          min={bound ? soonest : earliestLastDay({ today: now, startsOn, invoicedTo, level })}
          {...getInputProps('endsOn')}
        />
      )}
      {lastDay && (
        <Alert color={COLOURS[outcome]} role="status">
          {consequence(outcome, lastDay)}
        </Alert>
      )}
    </FormModal>
  );
}

/** What the button that opens the dialogue says. */
export const cancelLabel = ({ endsOn }: Cancellable): string =>
  endsOn ? 'Change last day' : 'Cancel subscription';

/** The dialogue of a page on which subscriptions are ended; rows, whose buttons open it, come and go with the data. */
export function useCancelSubscription(): {
  cancel: (subscription: Cancellable) => void;
  dialogue: ReactNode;
} {
  const [subscription, setSubscription] = useState<Cancellable>();
  const [opened, { open, close }] = useDisclosure();
  return {
    cancel: (chosen) => {
      setSubscription(chosen);
      open();
    },
    dialogue: subscription && (
      <CancelSubscription key={subscription.id} subscription={subscription} opened={opened} onClose={close} />
    ),
  };
}

const COLOURS: Record<Outcome, string> = { NEVER: 'blue', NOW: 'red', LATER: 'blue' };

const DONE: Record<Outcome, string> = {
  NEVER: 'will not begin.',
  NOW: 'is being removed.',
  LATER: 'goes on until its last day.',
};

function consequence(outcome: Outcome, lastDay: string): string {
  if (outcome === 'NEVER') return 'It never begins: nothing is set up, and nothing is charged.';
  if (outcome === 'LATER')
    return `It goes on until the end of ${date(lastDay)} and is then removed. Until then you can change the day.`;
  return `The service is removed now and charged up to and including ${date(lastDay)}, to the day. This cannot be undone; the service can be added again as a new subscription.`;
}
