// The contrast of WCAG 2 between every text, curve and bar that is to be seen and what lies behind it, and
// the texts that reach beyond the window: what Browser.Legible holds.
const parts = color => {
  const numbers = color.match(/[\d.]+/g).map(Number);
  return numbers.length > 3 ? numbers : [...numbers, 1];
};
const over = (top, under) => under.map((value, i) => top[i] * top[3] + value * (1 - top[3]));
const linear = value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const luminance = rgb => {
  const [r, g, b] = rgb.map(value => linear(value / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};
const behind = element => element === null ? [255, 255, 255]
  : over(parts(getComputedStyle(element).backgroundColor), behind(element.parentElement));

const found = {texts: 0, least: 99, worst: "", shapes: 99, beyond: []};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const element = node.parentElement;
  if (!node.textContent.trim() || !element.checkVisibility() || element.closest("script, style")) continue;
  const style = getComputedStyle(element), ground = behind(element);
  const ink = parts(element.closest("svg") ? style.fill : style.color);
  const ratio = contrast(over(ink, ground), ground);
  found.texts++;
  if (ratio < found.least) Object.assign(found, {least: ratio, worst: node.textContent});
  const range = document.createRange();
  range.selectNodeContents(node);
  const box = range.getBoundingClientRect();
  if (box.right > innerWidth || box.left < 0) found.beyond.push(node.textContent);
}
for (const shape of document.querySelectorAll("svg .curve, .bar i, .key")) {
  const style = getComputedStyle(shape);
  const ink = shape.closest("svg") ? style.stroke : shape.className ? style.borderTopColor : style.backgroundColor;
  const ground = behind(shape.parentElement);
  found.shapes = Math.min(found.shapes, contrast(over(parts(ink), ground), ground));
}
return found;
