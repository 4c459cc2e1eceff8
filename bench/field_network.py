"""The networks, losses and optimizers of the field's recipes in PyTorch, with the first values that Weir gives them."""

import torch

from field_data import Unknown, take
from zoo_pytorch import ACTIVATIONS, fill

HE = ("relu", "leaky-relu", "elu", "gelu", "silu", "softplus")
LINEAR = ("linear", "repeat", "activation", "weight", "bias")
CONV = ("conv", "kernel", "stride", "padding", "repeat", "activation", "weight", "bias")


def build(recipe, shape, outputs):
    """The modules of a recipe's model. shape: of a sample, channels first."""
    parts = []
    for entry in recipe["model"]:
        layer = {entry: True} if isinstance(entry, str) else entry
        if layer is entry and isinstance(entry, dict) and len(entry) == 1 and next(iter(entry)) in ACTIVATIONS:
            raise Unknown(f"model: options of {next(iter(entry))}")
        for _ in range(layer.get("repeat", 1)):
            made, shape = one(layer, shape, outputs)
            parts += made
    return torch.nn.Sequential(*parts), shape


def one(layer, shape, outputs):
    """The modules of one entry, and the shape behind them."""
    if "linear" in layer:
        take(layer, LINEAR, "model: linear")
        units = outputs if layer["linear"] in ("outputs", "classes") else layer["linear"]
        part = torch.nn.Linear(shape[-1], units)
        draw(part, layer, shape[-1], units)
        return [part, *activation(layer)], (*shape[:-1], units)
    if "conv" in layer:
        take(layer, CONV, "model: conv")
        kernel, stride, channels = layer.get("kernel", 3), layer.get("stride", 1), layer["conv"]
        part = torch.nn.Conv2d(shape[0], channels, kernel, stride, layer.get("padding", kernel // 2))
        draw(part, layer, shape[0] * kernel * kernel, channels * kernel * kernel)
        sides = [(side + 2 * part.padding[0] - kernel) // stride + 1 for side in shape[1:]]
        return [part, *activation(layer)], (channels, *sides)
    if "max-pool" in layer:
        window = 2 if layer["max-pool"] is True else layer["max-pool"]
        return [torch.nn.MaxPool2d(window)], (shape[0], shape[1] // window, shape[2] // window)
    if "flatten" in layer:
        return [torch.nn.Flatten()], (torch.Size(shape).numel(),)
    if "dropout" in layer:
        return [torch.nn.Dropout(layer["dropout"])], shape
    if "batch-norm" in layer and layer["batch-norm"] is True:
        return [torch.nn.BatchNorm2d(shape[0]) if len(shape) == 3 else torch.nn.BatchNorm1d(shape[0])], shape
    name = next(iter(layer))
    if name in ACTIVATIONS and layer[name] is True:
        return [ACTIVATIONS[name]()], shape
    raise Unknown(f"model: {name}")


def activation(layer):
    name = layer.get("activation")
    if name is not None and name not in ACTIVATIONS:
        raise Unknown(f"model: activation: {name}")
    return [] if name is None else [ACTIVATIONS[name]()]


def draw(part, layer, inputs, outputs):
    """First values by the recipe's words; by itself he-normal before a rectifier, lecun-normal before SELU, else glorot-uniform."""
    name = layer.get("activation")
    usual = "he-normal" if name in HE else "lecun-normal" if name == "selu" else "glorot-uniform"
    for tensor, said in ((part.weight, layer.get("weight", usual)), (part.bias, layer.get("bias", "zeros"))):
        rule = "-".join(f"{key}-{value}" for key, value in said.items()) if isinstance(said, dict) else said
        try:
            fill(tensor, rule, inputs, outputs)
        except ValueError as error:
            raise Unknown(f"model: {error}") from error


def loss_of(recipe, outputs):
    """The loss as a module, and what makes targets of the data's into its own."""
    def one_hot(y):
        return y if y.is_floating_point() else torch.nn.functional.one_hot(y, outputs).float()

    losses = {
        "cross-entropy": (torch.nn.CrossEntropyLoss, lambda y: y), "sigmoid-cross-entropy": (torch.nn.BCEWithLogitsLoss, one_hot),
        "mean-squared-error": (torch.nn.MSELoss, one_hot), "mean-absolute-error": (torch.nn.L1Loss, one_hot),
    }
    if not isinstance(recipe["loss"], str) or recipe["loss"] not in losses:
        raise Unknown(f"loss: {recipe['loss']}")
    make, targets = losses[recipe["loss"]]
    return make(), targets


def optimizer_of(recipe, model):
    """The optimizer. Weight decay is of weights alone, as in Weir."""
    (name, options), = recipe["optimizer"].items()
    options = dict(options)
    known = {"sgd": ("rate", "momentum", "nesterov"), "adam": ("rate", "epsilon"), "nadam": ("rate",), "rmsprop": ("rate", "alpha"),
             "adadelta": ("rate", "rho"), "adamw": ("rate",)}
    makers = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam, "nadam": torch.optim.NAdam, "rmsprop": torch.optim.RMSprop,
              "adadelta": torch.optim.Adadelta, "adamw": torch.optim.AdamW}
    if name not in known:
        raise Unknown(f"optimizer: {name}")
    decay = options.pop("weight-decay", 0)
    take(options, known[name], f"optimizer: {name}")
    words = {"rate": "lr", "epsilon": "eps"}
    options = {words.get(key, key): value for key, value in options.items()}
    groups = model.parameters()
    if decay:
        groups = [{"params": [one for one in model.parameters() if one.dim() > 1], "weight_decay": decay},
                  {"params": [one for one in model.parameters() if one.dim() < 2], "weight_decay": 0}]
    return makers[name](groups, **options)


def penalty_of(recipe, model):
    """What is added to the loss: the sum of absolute weights, as people write it in PyTorch for what the recipe adds to gradients."""
    links = recipe.get("gradient", [])
    strength = 0.0
    for link in links:
        if list(link) != ["l1"]:
            raise Unknown(f"gradient: {', '.join(link)}")
        strength += take(link["l1"], ("strength",), "gradient: l1")["strength"]
    if strength == 0:
        return None
    weights = [one for one in model.parameters() if one.dim() > 1]
    return lambda: strength * sum(one.abs().sum() for one in weights)
