"""Writes the golden numbers that the tests compare with: inputs, outputs, gradients and steps from PyTorch.

Made by: python3 tests/golden/make_golden.py   (torch 1.13, float64 throughout, printed with 9 digits)

The seed is fixed, so the same command writes the same files. All cases draw from one stream, in the order in which they stand here.
"""

import torch

import golden_networks as networks
import golden_operations as operations
from golden_numbers import write

torch.manual_seed(20240607)

for file, cases in {
    "tensors-elementwise": operations.elementwise,
    "tensors-arithmetic": operations.arithmetic,
    "tensors-reductions": operations.reductions,
    "tensors-losses": operations.losses,
    "tensors-products": operations.products,
    "tensors-shaping": operations.shaping,
    "nn-networks": networks.networks,
    "nn-losses": networks.network_losses,
    "nn-steps": networks.steps,
    "nn-soft-losses": networks.soft_losses,
}.items():
    write(file, list(cases()))
