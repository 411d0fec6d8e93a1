import { useRef, useState } from 'react';
import { Gauge, Pause, Play } from 'lucide-react';

import type { FileInfo } from '@innermost/protocol/files.ts';

import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { t } from '../../words/words.ts';
import { lengthOf } from './length.ts';
import { fileUrl } from './of-file.ts';
import { Unplayable } from './Unplayable.tsx';
import { useDuration } from './use-duration.ts';

const speeds = [1, 1.25, 1.5, 2];

/** A sound: play, where it is, how long it is, how fast. */
export function AudioFile({ file }: { file: FileInfo }) {
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const seconds = useDuration(audio);
  const [speed, setSpeed] = useState(1);
  const [failed, setFailed] = useState(false);
  if (failed) return <Unplayable file={file} />;
  const toggle = () => {
    const { current } = audio;
    if (current?.paused) void current.play().catch(() => undefined);
    else current?.pause();
  };
  const faster = () => {
    const next = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
    setSpeed(next);
    if (audio.current) audio.current.playbackRate = next;
  };
  const isKnown = Number.isFinite(seconds);
  return (
    <div className="aud">
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody sent any */}
      <audio
        ref={audio}
        src={fileUrl(file.id)}
        preload="metadata"
        onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime)}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onError={() => setFailed(true)}
      />
      <button
        type="button"
        className="play"
        aria-label={isPlaying ? t('Pause {name}', { name: file.name }) : t('Play {name}', { name: file.name })}
        onClick={toggle}
      >
        <Icon of={isPlaying ? Pause : Play} />
      </button>
      <span className="track">
        <bdi className="nm clip" title={file.name}>
          {file.name}
        </bdi>
        <input
          type="range"
          min={0}
          max={isKnown ? seconds : 0}
          step={0.1}
          value={at}
          aria-label={t('Place in {name}', { name: file.name })}
          aria-valuetext={lengthOf(at)}
          onChange={({ currentTarget }) => {
            if (audio.current) audio.current.currentTime = Number(currentTarget.value);
            setAt(Number(currentTarget.value));
          }}
        />
      </span>
      <span>
        {at > 0 && <b className="t1">{lengthOf(at)}</b>} {isKnown && lengthOf(seconds)}
      </span>
      <IconButton icon={Gauge} label={t('Speed: {speed}', { speed })} small on={speed !== 1} onClick={faster} />
    </div>
  );
}
