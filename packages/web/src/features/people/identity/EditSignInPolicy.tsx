import { Select, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { span } from './time-spans.ts';

export const SignInPoliciesDocument = graphql(`
  query SignInPolicies {
    signInPolicies {
      id
      level
      idleMinutes
      absoluteMinutes
    }
  }
`);

export type SignInPolicy = ResultOf<typeof SignInPoliciesDocument>['signInPolicies'][number];

const UpdateDocument = graphql(`
  mutation UpdateSignInPolicy($input: UpdateSignInPolicyInput!) {
    updateSignInPolicy(input: $input) {
      id
      level
      idleMinutes
      absoluteMinutes
    }
  }
`);

const HOUR = 60;
const DAY = 24 * HOUR;
const IDLE = [15, 30, HOUR, 4 * HOUR, 12 * HOUR, DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY];
const ABSOLUTE = [HOUR, 4 * HOUR, 12 * HOUR, DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 60 * DAY, 90 * DAY];

/** What may be chosen, and what holds now, which a program may have set to something between. */
const choices = (usual: readonly number[], now: number) =>
  [...new Set([...usual, now])]
    .sort((a, b) => a - b)
    .map((minutes) => ({ value: String(minutes), label: span(minutes) }));

interface EditSignInPolicyProps {
  policy: SignInPolicy;
  /** Whom it concerns, in words. */
  name: string;
  onClose: () => void;
}

/** Shortens or lengthens sessions at one level [S46]. */
export function EditSignInPolicy({ policy, name, onClose }: EditSignInPolicyProps) {
  const update = useSend(UpdateDocument);
  const form = useSubmitForm({
    initialValues: {
      idleMinutes: String(policy.idleMinutes),
      absoluteMinutes: String(policy.absoluteMinutes),
    },
    ask: ({ idleMinutes, absoluteMinutes }) =>
      Number(idleMinutes) < policy.idleMinutes || Number(absoluteMinutes) < policy.absoluteMinutes
        ? {
            title: `Shorten sessions of ${name.toLowerCase()}?`,
            consequence:
              'It holds for sessions that are open, too: whoever has been away for longer, or signed in before that, is signed out at once.',
            confirmLabel: 'Shorten',
          }
        : undefined,
    send: (_values, changed) =>
      update({
        input: {
          atLevel: policy.level,
          ...changed(({ idleMinutes, absoluteMinutes }) => ({
            idleMinutes: Number(idleMinutes),
            absoluteMinutes: Number(absoluteMinutes),
          })),
        },
      }),
    onDone: () => {
      notifications.show({ message: `Time-outs of ${name.toLowerCase()} are changed.` });
      onClose();
    },
  });
  const { getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Time-outs of ${name.toLowerCase()}`}
      submitLabel="Save"
      size="sm"
      form={form}
    >
      <Select
        label="Signed out when unused for"
        data={choices(IDLE, policy.idleMinutes)}
        allowDeselect={false}
        {...getInputProps('idleMinutes')}
      />
      <Select
        label="Signed out in any case after"
        data={choices(ABSOLUTE, policy.absoluteMinutes)}
        allowDeselect={false}
        {...getInputProps('absoluteMinutes')}
      />
      <Text fz="sm" c="dimmed">
        What is shortened holds at once; what is lengthened for those who sign in from then on.
      </Text>
    </FormModal>
  );
}
