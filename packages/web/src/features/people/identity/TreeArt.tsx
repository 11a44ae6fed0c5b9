import classes from './entry.module.css';

const WIDTH = 560;
const HEIGHT = 420;
/** Nodes per level: the platform, its resellers, their companies, the people. */
const LEVELS = [1, 3, 7, 19] as const;
const ROWS = [46, 148, 258, 372] as const;
const RADII = [15, 10, 7, 4] as const;

const x = (level: number, at: number) => {
  const nodes = LEVELS[level] ?? 1;
  const spread = [0, 0.62, 0.86, 0.97][level] ?? 1;
  return WIDTH / 2 + (nodes === 1 ? 0 : (at / (nodes - 1) - 0.5) * WIDTH * spread);
};
const parentOf = (level: number, at: number) =>
  Math.round((at / ((LEVELS[level] ?? 1) - 1)) * ((LEVELS[level - 1] ?? 1) - 1));

/** The four levels as a tree: what the product looks after. Decoration only. */
export function TreeArt() {
  const nodes = LEVELS.flatMap((count, level) => Array.from({ length: count }, (_, at) => ({ level, at })));
  return (
    <svg className={classes.tree} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      {nodes
        .filter(({ level }) => level > 0)
        .map(({ level, at }) => {
          const from = { x: x(level - 1, parentOf(level, at)), y: ROWS[level - 1] ?? 0 };
          const to = { x: x(level, at), y: ROWS[level] ?? 0 };
          const middle = (from.y + to.y) / 2;
          return (
            <path
              key={`${level}-${at}`}
              d={`M${from.x} ${from.y}C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y}`}
              className={classes.branch}
            />
          );
        })}
      {nodes.map(({ level, at }) => (
        <circle
          key={`${level}-${at}`}
          cx={x(level, at)}
          cy={ROWS[level]}
          r={RADII[level]}
          className={classes.node}
          data-level={level}
          data-lit={(at * 7 + level * 3) % 5 === 0}
        />
      ))}
    </svg>
  );
}
