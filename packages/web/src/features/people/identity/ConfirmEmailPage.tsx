import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMailCheck, IconMailX } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { useLinkToken } from '../../../frame/use-link-token.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { EndSessions } from './EndSessions.tsx';

const ConfirmDocument = graphql(`
  mutation ConfirmEmailChange($input: ConfirmEmailChangeInput!) {
    confirmEmailChange(input: $input)
  }
`);

/** Where the link leads that went to a new address to sign in with [S48]. */
export function ConfirmEmailPage() {
  const token = useLinkToken('/sessions/confirm-email');
  const { email } = useViewer();
  const confirm = useSend(ConfirmDocument, 'Viewer');
  const [changed, setChanged] = useState<string>();
  const [ending, end] = useDisclosure();
  const { run, busy, error } = useDeed(async () =>
    setChanged((await confirm({ input: { token } })).confirmEmailChange),
  );
  return (
    <>
      <PageHeader title="Change e-mail address" />
      {changed ? (
        <EmptyState icon={<IconMailCheck size={22} />} title={`You sign in with ${changed} from now on`}>
          <Text mb="md">
            Your former address is told. Where else you are signed in you stay so, unless you end it.
          </Text>
          <Group justify="center">
            <Button onClick={end.open}>Sign out everywhere else</Button>
            <ButtonLink to="/sessions" variant="default">
              To sign-in
            </ButtonLink>
          </Group>
        </EmptyState>
      ) : token === '' ? (
        <EmptyState icon={<IconMailX size={22} />} title="Open the link again">
          This page needs the link from the e-mail we sent to your new address.
        </EmptyState>
      ) : (
        <Section maw={560}>
          <FormProblem message={error?.message} />
          <Text mb="md">
            You sign in with {email} so far. Confirm that you would like to sign in with the address to which
            this link was sent.
          </Text>
          <Button loading={busy} onClick={() => void run()}>
            Confirm new address
          </Button>
        </Section>
      )}
      {ending && <EndSessions onClose={end.close} />}
    </>
  );
}
