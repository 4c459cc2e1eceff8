/** The quantities of a trace, with the scale that each is shown on. */

export interface Quantity {
  name: string;
  label: string;
  /** What it says, in a sentence. */
  meaning: string;
  scale: "log" | "linear";
  /** Sequential for amounts, diverging around `centre`, or a share from 0 (good) to 1 (bad). */
  palette: "amount" | "diverging" | "share";
  /** Fixed limits; else robust ones from the data. On a log scale, powers of ten. */
  limits?: [number, number];
  centre?: number;
  /** The part of a layer or of its weight? */
  of: "layer" | "weight";
}

export const quantities: Quantity[] = [
  { name: "delta.rms", label: "Gradient through the layer",
    meaning: "Root mean square of ∂loss/∂output: how much gradient arrives at each layer.", scale: "log", palette: "amount", of: "layer" },
  { name: "update.ratio", label: "Update ratio",
    meaning: "‖Δw‖/‖w‖: how far a step moves the layer's weight. Around 10⁻³ is healthy; below 10⁻⁵ it stands still, "
      + "above 10⁻¹ it is thrown about.",
    scale: "log", palette: "diverging", limits: [-7, 1], centre: -3, of: "weight" },
  { name: "activation.rms", label: "Activation size", meaning: "Root mean square of the layer's output.", scale: "log",
    palette: "diverging", limits: [-3, 3], centre: 0, of: "layer" },
  { name: "activation.std", label: "Signal (deviation across samples)",
    meaning: "Standard deviation of the output across samples: the signal, apart from the offset.", scale: "log", palette: "amount",
    of: "layer" },
  { name: "activation.mean", label: "Activation mean", meaning: "Mean of the layer's output.", scale: "linear", palette: "diverging",
    centre: 0, of: "layer" },
  { name: "activation.max", label: "Largest activation", meaning: "Largest absolute output.", scale: "log", palette: "amount",
    of: "layer" },
  { name: "activation.zero", label: "Share of zeros", meaning: "Share of the outputs that are exactly 0.", scale: "linear",
    palette: "share", limits: [0, 1], of: "layer" },
  { name: "activation.saturated", label: "Saturated share",
    meaning: "Share of outputs where the function's derivative is under 5 % of its maximum.", scale: "linear", palette: "share",
    limits: [0, 1], of: "layer" },
  { name: "units.dead", label: "Dead share", meaning: "Share of units that did nothing for a whole window of samples.", scale: "linear",
    palette: "share", limits: [0, 1], of: "layer" },
  { name: "weight.norm", label: "Weight norm", meaning: "‖w‖ of the layer's weight.", scale: "log", palette: "amount", of: "weight" },
  { name: "gradient.norm", label: "Weight gradient norm", meaning: "‖g‖ of the layer's weight, after clipping.", scale: "log",
    palette: "amount", of: "weight" },
  { name: "gradient.zero", label: "Zeros in the gradient", meaning: "Share of the weight's gradient that is exactly 0.", scale: "linear",
    palette: "share", limits: [0, 1], of: "weight" },
  { name: "gradient.cosine", label: "Gradient cosine",
    meaning: "Cosine between consecutive sampled gradients of the weight: below 0 they undo each other.", scale: "linear",
    palette: "diverging", limits: [-1, 1], centre: 0, of: "weight" },
];

export const quantityOf = (name: string): Quantity => quantities.find(each => each.name === name) ?? quantities[0];
