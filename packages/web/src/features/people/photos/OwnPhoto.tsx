import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Photo } from './Photo.tsx';

const OwnPhotoDocument = graphql(`
  query OwnPhoto {
    viewer {
      id
      displayName
      photo
    }
  }
`);

const SetDocument = graphql(`
  mutation SetOwnPhoto($input: SetOwnPhotoInput!) {
    setOwnPhoto(input: $input)
  }
`);

/** One's own photo [U4]. */
export function OwnPhoto() {
  const read = useRead(OwnPhotoDocument, {}, { types: ['Viewer'] });
  const set = useSend(SetDocument, 'Viewer');
  return (
    <Loaded from={read}>
      {({ viewer: { displayName, photo } }) => (
        <Photo
          name={displayName}
          photo={photo}
          hint="Shown to the people you work with here, in place of your initials."
          keep={(chosen) => set({ input: { photo: chosen } })}
        />
      )}
    </Loaded>
  );
}
