import { Text } from '@mantine/core';
import { z } from 'zod';
import { graphql } from '../../../../data/graphql.ts';
import { useSession } from '../../../../data/session.ts';
import { useSend } from '../../../../data/use-send.ts';
import { FormModal } from '../../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../../ui/form/use-submit-form.ts';
import { OwnPassword } from '../OwnPassword.tsx';

const ReportDocument = graphql(`
  mutation ReportLost($input: ReportLostInput!) {
    reportLost(input: $input)
  }
`);

const RULES = z.object({ password: z.string().min(1, 'Must be filled in.') });

/** Cancels everything that lets oneself in, because something of it is lost or stolen [I5]. */
export function ReportLost({ onClose }: { onClose: () => void }) {
  const report = useSend(ReportDocument);
  const { signOut } = useSession();
  const form = useSubmitForm({
    initialValues: { password: '' },
    schema: RULES,
    send: async (input) => {
      await report({ input });
      // The session is over on the server: what is left of it here goes, too.
      await signOut().catch(() => location.assign('/sign-in'));
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Cancel everything and begin anew?"
      submitLabel="Cancel everything"
      dismissLabel="Not now"
      destructive
      size="sm"
      form={form}
    >
      <Text>
        For when your telephone, a device or your password is lost or stolen. All sessions, this one too, your
        second factors, recovery codes and your password stop working at once. A link to begin anew is mailed
        to you, good for a day.
      </Text>
      <OwnPassword {...form.form.getInputProps('password')} />
    </FormModal>
  );
}
