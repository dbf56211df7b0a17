# SPDX-License-Identifier: Apache-2.0
# model.mk - the composed models: see models/README.md. `make model` is all of
# them, some minutes; `make model-check` the quick ones, part of `make check`.

model: $(B)/fsmc
	@models/run.sh $(B)/fsmc $(B)/models long
model-check: $(B)/fsmc
	@models/run.sh $(B)/fsmc $(B)/models-quick

.PHONY: model model-check
