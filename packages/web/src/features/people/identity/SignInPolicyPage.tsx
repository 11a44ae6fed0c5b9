import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useRead } from '../../../data/use-read.ts';
import { words } from '../../../lib/words.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { EditSignInPolicy, SignInPoliciesDocument, type SignInPolicy } from './EditSignInPolicy.tsx';
import { span } from './time-spans.ts';

/** How long sessions last at each level, which the platform says within bounds [S46]. */
export function SignInPolicyPage() {
  const read = useRead(SignInPoliciesDocument, {}, { types: ['SignInPolicy'] });
  const [edited, edit] = useState<SignInPolicy>();
  return (
    <>
      <PageHeader
        title="Time-outs"
        description="How long people stay signed in. Whoever runs out signs in again and goes on where they were."
      />
      <Loaded from={read} whole>
        {({ signInPolicies }) => (
          <Stack>
            {signInPolicies.map((policy) => (
              <Section key={policy.id}>
                <Group justify="space-between" gap="md">
                  <Stack gap={2} flex="1 1 16rem">
                    <Text fw={600}>{NAMES[policy.level] ?? words(policy.level)}</Text>
                    <Text fz="sm" c="dimmed">
                      Signed out after {span(policy.idleMinutes)} without use, and{' '}
                      {span(policy.absoluteMinutes)} after signing in.
                    </Text>
                  </Stack>
                  <Button
                    variant="default"
                    aria-label={`Change time-outs of ${NAMES[policy.level] ?? policy.level}`}
                    onClick={() => edit(policy)}
                  >
                    Change
                  </Button>
                </Group>
              </Section>
            ))}
          </Stack>
        )}
      </Loaded>
      {edited && (
        <EditSignInPolicy
          policy={edited}
          name={NAMES[edited.level] ?? edited.level}
          onClose={() => edit(undefined)}
        />
      )}
    </>
  );
}

const NAMES: Readonly<Record<string, string>> = {
  PLATFORM: 'Staff',
  RESELLER: 'Resellers',
  COMPANY: 'Companies',
  END_USER: 'End users',
};
