import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line } from '@steward/shared';
import { IconPlus, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { graphql } from '../../../../data/graphql.ts';
import { useRead } from '../../../../data/use-read.ts';
import { useSend } from '../../../../data/use-send.ts';
import { plural } from '../../../../lib/format.ts';
import { ConfirmButton } from '../../../../ui/ConfirmButton.tsx';
import { DateText } from '../../../../ui/DateText.tsx';
import { Dialogue } from '../../../../ui/Dialogue.tsx';
import { ErrorState } from '../../../../ui/ErrorState.tsx';
import { FormModal } from '../../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../../ui/form/use-submit-form.ts';
import { Section } from '../../../../ui/Section.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { TotpSetup } from './TotpSetup.tsx';

const FactorsDocument = graphql(`
  query Factors {
    factors(first: 50) {
      nodes {
        id
        kind
        name
        createdAt
        lastUsedAt
      }
    }
    viewer {
      recoveryCodesLeft
    }
  }
`);

const RenameDocument = graphql(`
  mutation RenameFactor($input: RenameFactorInput!) {
    renameFactor(input: $input) {
      id
      name
    }
  }
`);

const RemoveDocument = graphql(`
  mutation RemoveFactor($input: RemoveFactorInput!) {
    removeFactor(input: $input)
  }
`);

const RenewDocument = graphql(`
  mutation RenewRecoveryCodes {
    renewRecoveryCodes
  }
`);

const KINDS = { TOTP: 'Authenticator app', PASSKEY: 'Passkey' } as const;
/** Below this somebody may soon be without. */
const FEW = 3;

/** One's own second factors: with their last use, and what can be done with them [I2] [U4]. */
export function FactorsSection() {
  const read = useRead(FactorsDocument, {}, { types: ['Factor', 'Membership'] });
  const remove = useSend(RemoveDocument, 'Factor');
  const renew = useSend(RenewDocument, 'Factor');
  const [adding, setAdding] = useState(false);
  const [renaming, setRenaming] = useState<{ id: string; name: string }>();
  const [codes, setCodes] = useState<string[]>();
  if (read.state === 'failed') return <ErrorState error={read.error} onRetry={read.retry} />;
  const factors = read.state === 'ready' ? read.data.factors.nodes : [];
  const left = read.state === 'ready' ? read.data.viewer.recoveryCodesLeft : 0;
  return (
    <Section
      title="Second factors"
      mb="md"
      actions={
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => setAdding(true)}
        >
          Add authenticator app
        </Button>
      }
    >
      {read.state === 'ready' && factors.length === 0 && (
        <Text c="dimmed">
          You sign in by your password alone. With a second factor nobody gets in who only knows that.
        </Text>
      )}
      <Stack gap="sm">
        {factors.map(({ id, kind, name, createdAt, lastUsedAt }) => (
          <Group key={id} justify="space-between" gap="xs">
            <div style={{ minWidth: 0 }}>
              <Text fw={500} style={{ overflowWrap: 'anywhere' }}>
                {name}
              </Text>
              <Text fz="sm" c="dimmed">
                {name === KINDS[kind] ? 'Added' : `${KINDS[kind]}, added`} <DateText at={createdAt} />
                {lastUsedAt && (
                  <>
                    , last used <DateText at={lastUsedAt} as="ago" />
                  </>
                )}
              </Text>
            </div>
            <Group gap="xs">
              <Button
                variant="default"
                size="compact-sm"
                aria-label={`Rename ${name}`}
                onClick={() => setRenaming({ id, name })}
              >
                Rename
              </Button>
              <ConfirmButton
                size="compact-sm"
                aria-label={`Remove ${name}`}
                title={`Remove ${name}?`}
                consequence={
                  factors.length === 1
                    ? 'It is your only second factor: your recovery codes go with it, and your password alone lets you in.'
                    : 'It does not let you in any more. Your other second factors do.'
                }
                confirmLabel="Remove"
                destructive
                onConfirm={async () => {
                  await remove({ input: { factorId: id } });
                  notifications.show({ message: `${name} is removed.` });
                }}
              >
                Remove
              </ConfirmButton>
            </Group>
          </Group>
        ))}
        {factors.length > 0 && (
          <Group justify="space-between" gap="xs">
            <div>
              <Text fw={500}>Recovery codes</Text>
              <Text fz="sm" c={left < FEW ? 'red' : 'dimmed'}>
                {left ? `${plural(left, 'code')} left` : 'None left: renew them before you need one'}
              </Text>
            </div>
            <ConfirmButton
              size="compact-sm"
              leftSection={<IconRefresh size={14} />}
              title="Renew your recovery codes?"
              consequence="You get ten new ones. Those you have kept do not work any more."
              confirmLabel="Renew codes"
              onConfirm={async () => setCodes((await renew({})).renewRecoveryCodes)}
            >
              Renew
            </ConfirmButton>
          </Group>
        )}
      </Stack>
      {adding && (
        <Dialogue opened onClose={() => setAdding(false)} title="Add an authenticator app" size="sm">
          <TotpSetup
            onDone={() => {
              setAdding(false);
              notifications.show({ message: 'Your authenticator app is added.' });
            }}
          />
        </Dialogue>
      )}
      {renaming && <Rename {...renaming} onClose={() => setRenaming(undefined)} />}
      {codes && (
        <Dialogue
          opened
          onClose={() => setCodes(undefined)}
          title="Your new recovery codes"
          closeOnClickOutside={false}
          size="md"
        >
          <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />
        </Dialogue>
      )}
    </Section>
  );
}

function Rename({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const rename = useSend(RenameDocument);
  const form = useSubmitForm({
    initialValues: { name },
    schema: z.object({ name: line(60) }),
    send: (values) => rename({ input: { factorId: id, ...values } }),
    onDone: onClose,
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Rename second factor"
      submitLabel="Rename"
      size="sm"
      form={form}
    >
      <TextInput label="Name" maxLength={60} required {...form.form.getInputProps('name')} />
    </FormModal>
  );
}
