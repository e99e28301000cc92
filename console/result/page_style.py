"""The style of a result's page: dark on white, A4, to be printed and hung on a wall. A text only."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
@page { size: A4; margin: 9mm 12mm; }
* { box-sizing: border-box; }
html { background: #fff; }
body { font: 9pt/1.38 "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "Noto Sans", sans-serif;
  color: #16202a; max-width: 186mm; margin: 0 auto; padding: 6mm 0; font-variant-numeric: tabular-nums; }
h1 { font-size: 18pt; line-height: 1.15; margin: 0 0 1mm; font-weight: 700; letter-spacing: -0.2pt; }
h2 { font-size: 8pt; margin: 2.6mm 0 0.5mm; font-weight: 700; color: #55636f; border-bottom: 0.6pt solid #16202a;
  padding-bottom: 0.7mm; break-after: avoid; }
.pill { font-size: 9pt; font-weight: 700; border: 1pt solid #6b4fc0; color: #6b4fc0; border-radius: 2pt;
  padding: 0.4mm 2mm; vertical-align: 3pt; margin-left: 2mm; letter-spacing: 1pt; }
.mark { position: fixed; inset: 0; display: grid; place-items: center; pointer-events: none; z-index: -1;
  font-size: 92pt; font-weight: 700; color: #6b4fc00f; transform: rotate(-24deg); }
.head { display: grid; grid-template-columns: 1fr 1fr; gap: 0 8mm; margin: 1mm 0 1.6mm; font-size: 8.2pt;
  line-height: 1.32; }
.head div { display: flex; gap: 2.5mm; } .head b { flex: 0 0 18mm; font-weight: 400; color: #55636f; }
.warn { border-left: 2.4pt solid #b06a00; background: #fff6e6; padding: 0.5mm 2.5mm; margin: 0 0 0.8mm;
  font-size: 8.2pt; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 400; color: #55636f; font-size: 7.6pt; padding: 0.4mm 2mm 0.4mm 0;
  white-space: nowrap; }
td { border-top: 0.4pt solid #c8d2d9; padding: 0.55mm 2mm 0.55mm 0; vertical-align: top; unicode-bidi: isolate;
  overflow-wrap: anywhere; }
td.n, th.n { text-align: right; white-space: nowrap; }
tr { break-inside: avoid; } thead { display: table-header-group; }
.gates { display: grid; grid-template-columns: repeat(4, 1fr); gap: 2mm; margin: 1mm 0 2mm; }
.gate { border: 0.6pt solid #aab6bf; border-top-width: 3pt; padding: 1.5mm 2mm 1.8mm; break-inside: avoid; }
.gate .what { display: flex; justify-content: space-between; color: #55636f; font-size: 8pt; }
.gate .big { font-size: 17pt; line-height: 1.25; font-weight: 700; white-space: nowrap; }
.gate .state { font-weight: 700; } .gate p { margin: 1mm 0 0; font-size: 8.2pt; line-height: 1.32; }
.passed { border-top-color: #1d7a36; } .passed .big, .passed .state, td.passed { color: #1d7a36; }
.missed { border-top-color: #b3261e; } .missed .big, .missed .state, td.missed { color: #b3261e; }
.numbers { display: grid; grid-template-columns: repeat(6, 1fr); border: 0.6pt solid #aab6bf; margin: 2mm 0; }
.numbers div { padding: 1mm 2mm; border-left: 0.4pt solid #c8d2d9; } .numbers div:first-child { border-left: 0; }
.numbers b { display: block; font-size: 13pt; line-height: 1.25; } .numbers span { color: #55636f; font-size: 7.6pt; }
svg { display: block; width: 100%; height: auto; margin: 1mm 0; break-inside: avoid; }
svg text { paint-order: stroke; stroke: #fff; stroke-width: 2.4px; stroke-linejoin: round;
  font: 7.6px "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "Noto Sans", sans-serif; fill: #55636f; }
.two, .three { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 6mm; align-items: start; }
.three { grid-template-columns: repeat(3, minmax(0, 1fr)); }
td.id, .id { white-space: nowrap; }
td.cut { max-width: 0; width: 99%; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.small td { font-size: 7.6pt; line-height: 1.25; padding-top: 0.4mm; padding-bottom: 0.4mm; }
.dim { color: #55636f; } p.dim { margin: 0.8mm 0; font-size: 7.6pt; }
.closing { border: solid #16202a; border-width: 1.4pt 0 0.6pt; margin: 2.5mm 0 1mm; padding: 1.6mm 0; font-size: 10.5pt;
  line-height: 1.4; font-weight: 700; break-inside: avoid; }
.foot { color: #55636f; font-size: 7pt; margin-top: 1.5mm; overflow-wrap: anywhere; }
.sheet + .sheet { break-before: page; margin-top: 10mm; }
@media print { body { padding: 0; max-width: none; } .sheet + .sheet { margin-top: 0; } }
"""
"""No fonts, pictures or scripts are fetched: a page is one file."""
