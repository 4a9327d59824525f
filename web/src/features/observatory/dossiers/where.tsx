import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useId, useState } from 'react';
import { networkQuery } from '../../../api/freight.ts';
import type { Dossier } from '../../../api/observatory.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { Section } from '../../../sheet/index.ts';
import controls from '../../../styles/controls.module.css';
import css from './where.module.css';

const PlacesMap = lazy(() => import('./places-map.tsx'));

/** Where it lies and which places are told of with it: drawn, and below as a list, which says all that the drawing does. Nothing where no point is known. */
export function Where({ dossier }: { dossier: Dossier }) {
  const { t, tag } = useLanguage();
  const { at, name, places } = dossier;
  const isAnywhere = at !== null || places.length > 0;
  const { data: network } = useQuery({ ...networkQuery(tag), enabled: isAnywhere });
  if (!isAnywhere) return null;
  return (
    <Section
      title={t('observatory.dossier.where')}
      {...(places.some(({ by }) => by === 'named') ? { note: t('observatory.dossier.whereNote') } : {})}
    >
      <div className={css.map} aria-hidden="true">
        {network && (
          <Suspense fallback={null}>
            <PlacesMap network={network} at={at} name={name} places={places} />
          </Suspense>
        )}
      </div>
      {(['named', 'within'] as const).map((by) => (
        <Places key={by} by={by} places={places.filter((place) => place.by === by)} />
      ))}
    </Section>
  );
}

const atOnce = 12;

function Places({ by, places }: { by: 'named' | 'within'; places: Dossier['places'] }) {
  const { t } = useLanguage();
  const [isWhole, setWhole] = useState(false);
  const [heading, list] = [useId(), useId()];
  if (places.length === 0) return null;
  return (
    <>
      <h3 id={heading} className={css.heading}>
        <svg viewBox="-7 -7 14 14" width="14" height="14" aria-hidden="true">
          <circle r="5.5" className={css[by]} />
        </svg>
        {t(`observatory.dossier.by.${by}`)}
      </h3>
      <ul id={list} className={css.places} aria-labelledby={heading}>
        {places.slice(0, isWhole ? places.length : atOnce).map(({ id, name, claims }) => (
          <li key={id}>
            <Link to="/dossiers/$kind/$id" params={{ kind: 'place', id }}>
              {name}
            </Link>{' '}
            <small>{t('observatory.dossiers.claims', { count: claims })}</small>
          </li>
        ))}
      </ul>
      {places.length > atOnce && (
        <button
          type="button"
          className={controls.button}
          aria-expanded={isWhole}
          aria-controls={list}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole
            ? t('observatory.dossier.fewerPlaces')
            : t('observatory.dossier.allPlaces', { count: places.length })}
        </button>
      )}
    </>
  );
}
