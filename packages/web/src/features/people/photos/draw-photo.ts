/** Pixels a side: sharp where it is shown largest, on a dense screen. */
const SIDE = 320;
const QUALITY = 0.86;

/**
 * The middle of a picture as a small square JPEG, as a data: URL. It is drawn anew, so that what a camera notes beside it (where,
 * when, by whom) does not leave this device. Rejects what no browser can read.
 */
export async function drawPhoto(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file);
  const side = Math.min(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('There is nothing to draw with.');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, SIDE, SIDE);
  pen.imageSmoothingQuality = 'high';
  const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
  pen.drawImage(picture, left, top, side, side, 0, 0, SIDE, SIDE);
  picture.close();
  return canvas.toDataURL('image/jpeg', QUALITY);
}
