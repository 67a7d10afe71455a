"""The many ways in which callers say when. What is made here is checked against the product's own resolver."""

from frontdesk.bot.evaluation.moments.making import Moment, moment

__all__ = ["Moment", "moment"]
