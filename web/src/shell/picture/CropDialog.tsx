import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useRef,
  useState,
  type WheelEvent,
} from 'react';
import { ImageIcon, RotateCw } from 'lucide-react';

import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { isTouch } from '../../ui/is-touch.ts';
import { t } from '../../words/words.ts';
import { type Crop, cropOf, mostZoom, moved, placeOn, turned, zoomed } from './crop.ts';
import './picture.css';

export interface CropDialogProps {
  image: HTMLImageElement;
  /** What it is cut for: people are round, teams are tiles. */
  shape: 'round' | 'tile';
  onClose: () => void;
  /** Gets the square, as a PNG. */
  onUse: (picture: Blob) => void;
}

/** CSS pixels of the frame, and how far inside it the square lies. */
const frame = { size: 264, inset: 16 };
/** Pixels of what is sent: as sharp as the largest place on a fine screen. */
const sent = 256;
const steps: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function CropDialog({ image, shape, onClose, onUse }: CropDialogProps) {
  const size = sizeOf(image);
  const [crop, setCrop] = useState(() => cropOf(size));
  const use = () => {
    const canvas = document.createElement('canvas');
    draw(canvas, image, crop, sent);
    canvas.toBlob((picture) => picture && onUse(picture), 'image/png');
  };
  const acts = (
    <>
      <span className="help grow">{isTouch() ? t('Move it with a finger.') : t('Move it with the arrow keys.')}</span>
      <Button onClick={onClose}>{t('Cancel')}</Button>
      <Button kind="primary" onClick={use}>
        {t('Use it')}
      </Button>
    </>
  );
  return (
    <Dialog open wide onClose={onClose} title={t('Cut the picture')} acts={acts}>
      <div className="crop-body">
        <CropFrame image={image} shape={shape} crop={crop} onChange={setCrop} />
        <div className="crop-side">
          <p className="lbl">{t('How it looks')}</p>
          <div className="row crop-looks">
            {[72, 36, 20].map((pixels) => (
              <Cut key={pixels} className={shape} image={image} crop={crop} pixels={pixels} />
            ))}
          </div>
          <label className="crop-size">
            <span className="lbl">{t('Size')}</span>
            <span className="row">
              <Icon of={ImageIcon} />
              <input
                type="range"
                min={100}
                max={mostZoom * 100}
                style={{ '--at': `${((crop.zoom - 1) / (mostZoom - 1)) * 100}%` } as CSSProperties}
                value={Math.round(crop.zoom * 100)}
                onChange={(event) => setCrop(zoomed(size, crop, Number(event.target.value) / 100))}
              />
              <Icon of={ImageIcon} large />
            </span>
          </label>
          <div className="row">
            <Button small icon={RotateCw} onClick={() => setCrop(turned(size, crop))}>
              {t('Turn')}
            </Button>
            <Button small kind="quiet" onClick={() => setCrop(cropOf(size))}>
              {t('Start again')}
            </Button>
          </div>
        </div>
      </div>
    </Dialog>
  );
}

interface CropFrameProps extends Pick<CropDialogProps, 'image' | 'shape'> {
  crop: Crop;
  onChange: (change: (crop: Crop) => Crop) => void;
}

/** The picture under the square: dragged, turned by the wheel, or moved by keys. */
function CropFrame({ image, shape, crop, onChange }: CropFrameProps) {
  const size = sizeOf(image);
  const side = frame.size - 2 * frame.inset;
  const zoomBy = (factor: number) => onChange((before) => zoomed(size, before, before.zoom * factor));
  const onPointerDown = (event: PointerEvent) => event.currentTarget.setPointerCapture(event.pointerId);
  const onPointerMove = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { movementX, movementY } = event;
    onChange((before) => moved(size, before, movementX / side, movementY / side));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const far = event.shiftKey ? 0.1 : 0.02;
    if (step) onChange((before) => moved(size, before, step[0] * far, step[1] * far));
    else if (event.key === '+' || event.key === '=') zoomBy(1.1);
    else if (event.key === '-') zoomBy(1 / 1.1);
    else return;
    event.preventDefault();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a picture that keys and pointers move
    <div
      className={classNames('crop', shape)}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no element is one
      role="group"
      aria-label={t('The picture. Arrow keys move it, + and - change its size.')}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys move it
      tabIndex={0}
      data-first
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onWheel={(event: WheelEvent) => zoomBy(event.deltaY < 0 ? 1.05 : 1 / 1.05)}
    >
      <Cut image={image} crop={crop} pixels={frame.size} inset={frame.inset} />
    </div>
  );
}

interface CutProps {
  image: HTMLImageElement;
  crop: Crop;
  /** CSS pixels. */
  pixels: number;
  inset?: number;
  className?: string;
}

function Cut({ image, crop, pixels, inset = 0, className }: CutProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const fine = Math.max(2, devicePixelRatio);
    if (canvas.current) draw(canvas.current, image, crop, pixels * fine, inset * fine);
  }, [image, crop, pixels, inset]);
  return (
    <canvas
      ref={canvas}
      className={classNames('cut', className)}
      style={{ width: pixels, height: pixels }}
      aria-hidden="true"
    />
  );
}

function draw(canvas: HTMLCanvasElement, image: HTMLImageElement, crop: Crop, pixels: number, inset = 0): void {
  canvas.width = pixels;
  canvas.height = pixels;
  const plane = canvas.getContext('2d');
  if (!plane) return;
  plane.imageSmoothingQuality = 'high';
  placeOn(plane, sizeOf(image), crop, pixels, inset);
  plane.drawImage(image, 0, 0);
}

const sizeOf = ({ naturalWidth, naturalHeight }: HTMLImageElement) => ({ width: naturalWidth, height: naturalHeight });
