// Pictures come drawn; here their marks become walkable.
import { walk } from './walk';

export function drawAll(below: ParentNode): void {
  for (const svg of below.querySelectorAll<SVGSVGElement>('svg.plane')) walk(svg);
}
