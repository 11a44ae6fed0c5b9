import { Alert, Button, Container, Group, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconMailX } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { useSend } from '../../../data/use-send.ts';
import { useAccent } from '../../../ui/Brand.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { PageSkeleton } from '../../../ui/Loaded.tsx';
import { Mark } from '../../../ui/Mark.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { ABOUT } from './campaign-words.ts';

const FormDocument = graphql(`
  query UnsubscribeForm($token: String!) {
    unsubscribeForm(token: $token) {
      about
      subject
      brand {
        name
        accentColour
        logo
      }
    }
  }
`);
const UnsubscribeDocument = graphql(`
  mutation Unsubscribe($input: UnsubscribeInput!) {
    unsubscribe(input: $input)
  }
`);

type Form = ResultOf<typeof FormDocument>['unsubscribeForm'];
type From = 'THIS' | 'SENDER' | 'EVERYBODY';

/** Where the link of a letter leads people: opening it changes nothing, one click stops the letters [S87]. */
export function UnsubscribePage() {
  const { token = '' } = useParams({ strict: false });
  const { data, error, retry } = useKeptQuery(FormDocument, { token });
  const form = data?.unsubscribeForm;
  useAccent(form?.brand.accentColour);
  if (error?.code === 'NOT_FOUND')
    return (
      <Sheet>
        <EmptyState heading="h1" icon={<IconMailX size={22} />} title="This link is no longer good">
          Use the one in a newer letter, or ask whoever sent it to stop.
        </EmptyState>
      </Sheet>
    );
  if (error)
    return (
      <Sheet>
        <ErrorState error={error} onRetry={retry} whole />
      </Sheet>
    );
  if (!form)
    return (
      <Sheet>
        <PageSkeleton />
      </Sheet>
    );
  return (
    <Sheet brand={form.brand}>
      <Choices token={token} form={form} />
    </Sheet>
  );
}

function Choices({ token, form: { about, subject, brand } }: { token: string; form: Form }) {
  const send = useSend(UnsubscribeDocument);
  const [done, setDone] = useState<From>();
  const { run, busy, error } = useDeed(async (from: From) => {
    await send({ input: { token, from } });
    setDone(from);
  });
  const what = ABOUT[about].toLowerCase();
  const stopped: Record<From, string> = {
    THIS: `${brand.name} sends you no more ${what} by e-mail.`,
    SENDER: `${brand.name} sends you no marketing any more, by no channel.`,
    EVERYBODY: 'Nobody who sends by this service sends you marketing any more.',
  };
  return (
    <Stack>
      <Title order={1}>{done ? 'You are unsubscribed' : `No more ${what} from ${brand.name}?`}</Title>
      {done ? (
        <Group gap="xs" role="status" wrap="nowrap" align="flex-start">
          <IconCircleCheck size={20} style={{ flex: 'none' }} />
          <Text>{stopped[done]} A letter that is on its way already may still arrive.</Text>
        </Group>
      ) : (
        <Text>
          You had a letter from them: “{subject}”. Letters about services that you have, such as invoices, go
          on.
        </Text>
      )}
      {error && (
        <Alert color="red" role="alert">
          {error.message}
        </Alert>
      )}
      <Stack gap="xs" align="flex-start">
        {!done && (
          <Button loading={busy} onClick={() => void run('THIS')}>
            Stop {what} by e-mail
          </Button>
        )}
        {done !== 'SENDER' && done !== 'EVERYBODY' && (
          <Button variant="default" loading={busy} onClick={() => void run('SENDER')}>
            Stop all marketing from {brand.name}
          </Button>
        )}
        {done !== 'EVERYBODY' && (
          <Button variant="default" loading={busy} onClick={() => void run('EVERYBODY')}>
            Stop marketing from everybody here
          </Button>
        )}
      </Stack>
    </Stack>
  );
}

/** The page of whoever sent the letter. */
function Sheet({ brand, children }: { brand?: Form['brand']; children: ReactNode }) {
  return (
    <Container component="main" size="xs" py="xl">
      <Group gap="sm" mb="xl">
        <Mark name={brand?.name ?? 'Steward'} logo={brand?.logo} size={36} />
        <Text fw={650} fz="lg">
          {brand?.name ?? 'Steward'}
        </Text>
      </Group>
      {children}
    </Container>
  );
}
