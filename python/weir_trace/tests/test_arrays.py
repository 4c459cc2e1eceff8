import os
import tempfile
import unittest

import numpy

from weir_trace.arrays import Recorder, trace_lines


class Arrays(unittest.TestCase):
    def test_a_step_of_a_network_in_numpy(self):
        random = numpy.random.default_rng(1)
        x, w, v = random.normal(size=(8, 3)), random.normal(size=(3, 4)), random.normal(size=(4, 1))
        hidden = numpy.tanh(x @ w)
        output = hidden @ v
        d_output = 2 * output / len(x)
        d_hidden = d_output @ v.T
        d_w, d_v = x.T @ (d_hidden * (1 - hidden ** 2)), hidden.T @ d_output
        with tempfile.TemporaryDirectory() as folder:
            directory = os.path.join(folder, "run")
            recorder = Recorder(directory, [("a", "linear+tanh"), ("b", "linear")], {"a.weight": "a", "b.weight": "b"}, batch=8)
            for step in (1, 2):
                self.assertTrue(recorder.is_sampled(step))
                recorder.step(step, float((output ** 2).mean()), 0.1, {"a": hidden, "b": output}, {"a": d_hidden, "b": d_output},
                              {"a.weight": w, "b.weight": v}, {"a.weight": d_w, "b.weight": d_v},
                              {"a.weight": -0.1 * d_w, "b.weight": -0.1 * d_v})
            recorder.close()
            header, first, second = trace_lines(os.path.join(directory, "flow.jsonl"))
        self.assertEqual([4, 1], [layer["units"] for layer in header["layers"]])
        self.assertAlmostEqual(numpy.sqrt((d_hidden ** 2).mean()), first["layers"][0]["delta.rms"], 6)
        self.assertAlmostEqual(0.1 * numpy.linalg.norm(d_w) / numpy.linalg.norm(w), first["parameters"][0]["update.ratio"], 6)
        self.assertAlmostEqual(1, second["parameters"][0]["gradient.cosine"], 6)

    def test_a_parameter_of_no_layer_is_refused(self):
        with self.assertRaisesRegex(ValueError, "c.weight belongs to layer c"):
            Recorder("nowhere", [("a", "linear")], {"c.weight": "c"}, batch=8)


if __name__ == "__main__":
    unittest.main()
