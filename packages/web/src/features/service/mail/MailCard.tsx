import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { DayText, LastDayText } from '../../../ui/DateText.tsx';
import { type Fact, Facts } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { limitsOf } from './mail-limits.ts';
import { PassMailOn } from './PassMailOn.tsx';

const MailDocument = graphql(`
  query MailOfSubscription($id: ID!) {
    subscription(id: $id) {
      id
      state
      hasMail
      endUser {
        id
        displayName
      }
      company {
        id
      }
      mailLimits {
        part
        message
      }
      passedMail {
        startsOn
        endsOn
        inForce
        reply
        forwardTo {
          id
          displayName
        }
        delegates {
          id
          displayName
        }
      }
    }
  }
`);
type Subscription = NonNullable<ResultOf<typeof MailDocument>['subscription']>;

const StopDocument = graphql(`
  mutation StopPassingMailOn($input: StopPassingMailOnInput!) {
    stopPassingMailOn(input: $input) {
      id
    }
  }
`);

/** To whom the mail of a mailbox is passed on, and the way to it, to other people, and back [U5]. */
export function MailCard({ subscriptionId }: { subscriptionId: string }) {
  const read = useRead(MailDocument, { id: subscriptionId }, { types: ['Subscription', 'EndUser'] });
  const can = useCan();
  return (
    <Loaded from={read}>
      {({ subscription }) => {
        if (!subscription?.hasMail || !subscription.endUser) return null;
        const running = subscription.state !== 'ENDING' && subscription.state !== 'ENDED';
        const may = can('MAIL_PASS') && running;
        if (!subscription.passedMail && !may) return null;
        return <Mail subscription={subscription} may={may} person={subscription.endUser} />;
      }}
    </Loaded>
  );
}

interface MailProps {
  subscription: Subscription;
  may: boolean;
  person: { id: string; displayName: string };
}

function Mail({ subscription: { id, company, passedMail, mailLimits }, may, person }: MailProps) {
  const [opened, { open, close }] = useDisclosure();
  const stop = useSend(StopDocument, 'Subscription');
  const limits = mailLimits ?? [];
  const byHand = passedMail ? limitsOf(limits, passedMail) : [];
  return (
    <Section
      title="Mail"
      actions={
        may && (
          <Group gap="xs">
            {passedMail && (
              <ConfirmButton
                size="xs"
                title="Pass the mail on no more?"
                consequence={`From now on it is for ${person.displayName} alone: nothing is forwarded, nobody else may open the mailbox, and nothing is replied automatically.`}
                confirmLabel="Stop passing on"
                onConfirm={async () => {
                  await stop({ input: { subscriptionId: id } });
                  notifications.show({ message: 'The mail is passed on no more.' });
                }}
              >
                Stop
              </ConfirmButton>
            )}
            <Button variant="default" size="xs" onClick={open}>
              {passedMail ? 'Change' : 'Pass mail on…'}
            </Button>
          </Group>
        )
      }
    >
      {passedMail ? (
        <Stack gap="sm">
          <Facts facts={factsOf(passedMail)} />
          {byHand.length > 0 && <ByHand messages={byHand} />}
        </Stack>
      ) : (
        <Text c="dimmed" fz="sm">
          Goes to {person.displayName} alone. While they are away, colleagues can get it.
        </Text>
      )}
      {opened && (
        <PassMailOn
          subscriptionId={id}
          person={{ ...person, company }}
          passedMail={passedMail}
          limits={limits}
          onClose={close}
        />
      )}
    </Section>
  );
}

function factsOf(mail: NonNullable<Subscription['passedMail']>): readonly Fact[] {
  const facts: (Fact | false)[] = [
    ['Forwarded to', mail.forwardTo?.displayName ?? 'Nobody'],
    ['May be opened by', mail.delegates.map(({ displayName }) => displayName).join(', ') || 'Nobody else'],
    ['Automatic reply', mail.reply ?? 'None'],
    [mail.inForce ? 'Since' : 'From', <DayText key="from" day={mail.startsOn} />],
    mail.endsOn !== null && ['Until', <LastDayText key="until" endsOn={mail.endsOn} />],
  ];
  return facts.filter((fact) => fact !== false);
}

function ByHand({ messages }: { messages: readonly string[] }) {
  return (
    <Alert color="yellow" title="To be done by hand">
      <List size="sm" spacing={4}>
        {messages.map((message) => (
          <List.Item key={message}>{message}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
