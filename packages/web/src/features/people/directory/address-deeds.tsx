import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';

const MakePrimaryDocument = graphql(`
  mutation MakeAddressPrimary($input: AllocateEmailAddressInput!) {
    allocateEmailAddress(input: $input) {
      id
      email
    }
  }
`);

const ReleaseDocument = graphql(`
  mutation ReleaseEmailAddress($input: ReleaseEmailAddressInput!) {
    releaseEmailAddress(input: $input) {
      id
      email
    }
  }
`);

/** Makes an alias the primary address [U1]. */
export function MakePrimary({ endUserId, address }: { endUserId: string; address: string }) {
  const send = useSend(MakePrimaryDocument);
  return (
    <ConfirmButton
      size="compact-sm"
      title="Change the primary address?"
      consequence={`${address} becomes the address that mail and invitations from here go to. The present one stays as an alias.`}
      confirmLabel="Make primary"
      onConfirm={async () => {
        await send({ input: { endUserId, address, primary: true } });
        notifications.show({ message: `${address} is the primary address now.` });
      }}
    >
      Make primary
    </ConfirmButton>
  );
}

/** Takes an alias away [U1]. */
export function ReleaseAddress({ id, address }: { id: string; address: string }) {
  const send = useSend(ReleaseDocument);
  return (
    <ConfirmButton
      size="compact-sm"
      title={`Release ${address}?`}
      consequence="The address is theirs no more, and anyone in the company can be given it. It can be allocated to them again as long as nobody else has it."
      confirmLabel="Release"
      destructive
      onConfirm={async () => {
        await send({ input: { id } });
        notifications.show({ message: `${address} is free.` });
      }}
    >
      Release
    </ConfirmButton>
  );
}
