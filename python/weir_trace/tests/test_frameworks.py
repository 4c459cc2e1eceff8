"""Callbacks of other libraries, by the libraries themselves where they are there."""

import importlib.util
import json
import os
import unittest

import torch

from watching import Watched, batches, small


def there(name):
    return importlib.util.find_spec(name) is not None


@unittest.skipUnless(there("lightning") or there("pytorch_lightning"), "needs Lightning")
class Lightning(Watched):
    def fit(self, precision="32-true", accumulate=1, accelerator="cpu"):
        from weir_trace.lightning import WeirCallback
        try:
            import lightning.pytorch as lightning
        except ImportError:
            import pytorch_lightning as lightning

        class Module(lightning.LightningModule):
            def __init__(self):
                super().__init__()
                self.net = small()

            def training_step(self, batch, _):
                x, y = batch
                return torch.nn.functional.cross_entropy(self.net(x), y)

            def validation_step(self, batch, _):
                x, y = batch
                said = self.net(x)
                self.log("val_loss", torch.nn.functional.cross_entropy(said, y))
                self.log("val_acc", (said.argmax(1) == y).float().mean())

            def configure_optimizers(self):
                return torch.optim.AdamW(self.parameters(), lr=0.01)

        trainer = lightning.Trainer(
            max_epochs=2, accelerator=accelerator, devices=1, precision=precision, accumulate_grad_batches=accumulate,
            gradient_clip_val=0.1, callbacks=[WeirCallback(self.directory)], logger=False, enable_checkpointing=False,
            enable_progress_bar=False, enable_model_summary=False)
        training, validation = (torch.utils.data.DataLoader(one, batch_size=None) for one in (batches(8), batches(4, seed=2)))
        trainer.fit(Module(), training, validation)

    def test_a_fit_is_watched(self):
        self.fit()
        header, *samples = self.samples()
        self.assertEqual(["net.0", "net.1", "net.2"], [layer["path"] for layer in header["layers"]])
        self.assertEqual((16, list(range(1, 17))), (header["batch"], [sample["step"] for sample in samples]))
        for sample in samples:
            self.assertLessEqual(sample["gradient.norm.clipped"], 0.1001)
            self.assertGreater(sample["gradient.norm"], 0)
            self.assertTrue(all(layer["delta.rms"] > 0 for layer in sample["layers"]))
        setup = self.facts()["setup"]
        self.assertEqual(("adamw", "cross-entropy", 16, 0.1),
                         tuple(setup[name] for name in ("optimizer", "loss", "totalSteps", "clipNorm")))
        with open(os.path.join(self.directory, "run.json"), encoding="utf-8") as file:
            record = json.load(file)
        self.assertEqual("finished", record["status"])
        self.assertIn("validationAccuracy", record["last"])

    def test_batches_that_accumulate_make_one_step(self):
        self.fit(accumulate=2)
        header, *samples = self.samples()
        self.assertEqual((32, 8), (header["batch"], len(samples)))

    @unittest.skipUnless(torch.cuda.is_available(), "needs a graphics processor")
    def test_mixed_precision_is_measured_without_its_factor(self):
        self.fit("16-mixed", accelerator="gpu")
        for sample in self.samples()[1:]:
            self.assertLess(sample["gradient.norm"], 100)
            self.assertTrue(all(layer["delta.rms"] < 10 for layer in sample["layers"]))


@unittest.skipUnless(there("transformers") and there("accelerate"), "needs the transformers of Hugging Face")
class HuggingFace(Watched):
    def test_a_training_is_watched(self):
        from transformers import BertConfig, BertForSequenceClassification, Trainer, TrainingArguments
        from weir_trace.huggingface import WeirCallback

        torch.manual_seed(0)
        model = BertForSequenceClassification(BertConfig(
            vocab_size=50, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32, max_position_embeddings=16,
            num_labels=3))
        random = torch.Generator().manual_seed(1)
        rows = [{"input_ids": torch.randint(0, 50, (8,), generator=random), "labels": int(torch.randint(0, 3, (1,), generator=random))}
                for _ in range(64)]
        arguments = TrainingArguments(
            output_dir=os.path.join(self._folder.name, "out"), num_train_epochs=2, per_device_train_batch_size=8, logging_steps=4,
            report_to=[], eval_strategy="epoch", save_strategy="no", use_cpu=True, disable_tqdm=True, gradient_accumulation_steps=2)
        Trainer(model=model, args=arguments, train_dataset=rows, eval_dataset=rows[:16], callbacks=[WeirCallback(self.directory)]).train()
        header, *samples = self.samples()
        self.assertEqual((16, list(range(1, 9))), (header["batch"], [sample["step"] for sample in samples]))
        self.assertIn("bert.encoder.layer.1.output.dense", [layer["path"] for layer in header["layers"]])
        self.assertTrue(all(sample["gradient.norm"] > 0 for sample in samples))
        setup = self.facts()["setup"]
        self.assertEqual(("adamw", "cross-entropy", 3, True),
                         tuple(setup[name] for name in ("optimizer", "loss", "outputs", "classification")))


@unittest.skipUnless(there("flax") and there("optax"), "needs Flax and optax")
class Flax(Watched):
    def test_what_a_step_of_flax_gives_is_taken(self):
        import flax.linen as nn
        import jax
        import jax.numpy as jnp
        import optax
        from weir_trace.flax import FlaxWatch

        class Net(nn.Module):
            @nn.compact
            def __call__(self, x):
                x = nn.relu(nn.Dense(8, name="first")(x))
                return nn.Dense(3, name="second")(x)

        net, random = Net(), jax.random.PRNGKey(0)
        data = [(jnp.asarray(x.numpy()), jnp.asarray(y.numpy())) for x, y in batches(6)]
        variables = net.init(random, data[0][0])
        optimizer = optax.adam(1e-2)
        state = optimizer.init(variables["params"])

        def loss_of(said, y):
            return optax.softmax_cross_entropy_with_integer_labels(said, y).mean()

        def step(variables, state, x, y):
            loss, gradients = jax.value_and_grad(lambda params: loss_of(net.apply({"params": params}, x), y))(variables["params"])
            updates, state = optimizer.update(gradients, state, variables["params"])
            return loss, {"params": optax.apply_updates(variables["params"], updates)}, state

        losses = []
        with FlaxWatch(net, directory=self.directory) as run:
            for x, y in data:
                before = variables
                loss, variables, state = step(variables, state, x, y)
                run.step(before, variables, lambda said: loss_of(said, y), x, rate=1e-2)
                losses.append(float(loss))
        header, *samples = self.samples()
        self.assertEqual([("first", "linear"), ("second", "linear")], [(layer["path"], layer["kind"]) for layer in header["layers"]])
        self.assertEqual(["first.bias", "first.kernel", "second.bias", "second.kernel"],
                         sorted(one["name"] for one in header["parameters"]))
        x, y = data[0]
        first = net.init(random, x)["params"]
        delta = jax.grad(lambda h: loss_of(nn.relu(h) @ first["second"]["kernel"] + first["second"]["bias"], y))(
            x @ first["first"]["kernel"] + first["first"]["bias"])
        self.assertAlmostEqual(float(jnp.sqrt((delta ** 2).mean())), samples[0]["layers"][0]["delta.rms"], 6)
        for loss, sample in zip(losses, samples):
            self.assertAlmostEqual(loss, sample["loss"], 5)
            self.assertTrue(all(one["update.ratio"] > 0 for one, told in zip(sample["parameters"], header["parameters"])
                                if "kernel" in told["name"]))


if __name__ == "__main__":
    unittest.main()
