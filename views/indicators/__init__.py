"""The room «Показатели»: figures of a year by quarters, their targets, what stands behind them and lies ahead."""
