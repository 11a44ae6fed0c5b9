import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Photo } from './Photo.tsx';

const EndUserPhotoDocument = graphql(`
  query EndUserPhoto($id: ID!) {
    endUser(id: $id) {
      id
      displayName
      photo
    }
  }
`);

const SetDocument = graphql(`
  mutation SetEndUserPhoto($input: SetEndUserPhotoInput!) {
    setEndUserPhoto(input: $input) {
      id
      photo
    }
  }
`);

/** The photo of an end user, for whoever looks after the directory. */
export function EndUserPhoto({ endUserId }: { endUserId: string }) {
  const read = useRead(EndUserPhotoDocument, { id: endUserId });
  const set = useSend(SetDocument);
  return (
    <Loaded from={read}>
      {({ endUser }) =>
        endUser && (
          <Photo
            name={endUser.displayName}
            photo={endUser.photo}
            hint="Shown in lists and on this page, in place of initials."
            keep={(photo) => set({ input: { endUserId, photo } })}
          />
        )
      }
    </Loaded>
  );
}
