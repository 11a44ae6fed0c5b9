import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import type { Slots } from '../../../frame/slots.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Photo } from './Photo.tsx';

const AdministratorPhotoDocument = graphql(`
  query AdministratorPhoto($id: ID!) {
    membership(id: $id) {
      id
      firstName
      lastName
      photo
    }
  }
`);

const SetDocument = graphql(`
  mutation SetAdministratorPhoto($input: SetAdministratorPhotoInput!) {
    setAdministratorPhoto(input: $input) {
      id
      photo
    }
  }
`);

/** The photo of an administrator, for whoever looks after their record [T2]. */
export function AdministratorPhoto({ people, onClose }: Slots['administrators']) {
  const membershipId = people[0]?.membershipId ?? '';
  const read = useRead(AdministratorPhotoDocument, { id: membershipId }, { types: ['Membership'] });
  const set = useSend(SetDocument);
  return (
    <Dialogue
      opened
      onClose={() => onClose(false)}
      title={`Photo of ${people[0]?.displayName ?? ''}`}
      size="md"
    >
      <Loaded from={read}>
        {({ membership }) =>
          membership && (
            <Photo
              name={`${membership.firstName} ${membership.lastName}`}
              photo={membership.photo}
              hint="Shown in lists, in place of initials."
              keep={(photo) => set({ input: { membershipId, photo } })}
            />
          )
        }
      </Loaded>
    </Dialogue>
  );
}
